export { type AbrHandle, type AbrSession, createPlugin, type Plugin, type PluginOptions, type SessionListener } from './plugin.ts';
