/** What of Shaka Player runs here, as its externs describe it. Its published types leave the configuration untyped. */

/** shaka.extern.Stream, as far as an ABR manager reads it. */
export interface ShakaStream {
  readonly id: number;
  readonly type: 'video' | 'audio';
  readonly bandwidth: number;
  readonly width?: number;
  readonly height?: number;
  readonly fastSwitching: boolean;
}

/** shaka.extern.Variant. */
export interface ShakaVariant {
  readonly id: number;
  readonly language: string;
  readonly bandwidth: number;
  readonly video: ShakaStream;
  readonly audio: ShakaStream | null;
  readonly disabledUntilTime: number;
}

/** shaka.extern.Request, as far as an ABR manager reads it. */
export interface ShakaRequest {
  readonly contentType: 'video' | 'audio';
}

/** shaka.extern.AbrManager. */
export interface ShakaAbrManager {
  configure(configuration: unknown): void;
  init(switchTo: (variant: ShakaVariant, clearBuffer?: boolean, safeMargin?: number) => void, disable: () => void): void;
  setMediaElement(element: unknown): void;
  setCmsdManager(manager: unknown): void;
  setVariants(variants: readonly ShakaVariant[], isLowLatency: boolean): boolean | undefined;
  chooseVariant(preferFastSwitching?: boolean): ShakaVariant | null;
  enable(): void;
  segmentDownloaded(deltaTimeMs: number, bytes: number, allowSwitch: boolean, request: ShakaRequest, context: unknown): void;
  getBandwidthEstimate(): number;
  playbackRateChanged(rate: number): void;
}

/** shaka.extern.PlayerConfiguration. */
export interface ShakaConfiguration {
  readonly abr: unknown;
  readonly cmsd: unknown;
  readonly networking: { readonly minBytesForProgressEvents: number };
  readonly streaming: { readonly segmentPrefetchLimit: number; readonly rebufferingGoal: number };
}

/** The parts of `import('shaka-player')` that are used. */
export interface ShakaModule {
  readonly Player: { readonly version: string };
  readonly polyfill: { readonly Map?: { install(): void } };
  readonly abr: { readonly SimpleAbrManager: new () => ShakaAbrManager };
  readonly util: {
    readonly CmsdManager: new (configuration: unknown) => unknown;
    readonly PlayerConfiguration: { createDefault(): ShakaConfiguration };
  };
}

/** Checks what was imported, and lets Shaka bring the methods of `Map` that it uses. Throws where a version exports too little. */
export function checkShakaModule(module: unknown): ShakaModule {
  const candidate = ((module as { readonly default?: unknown }).default ?? module) as Partial<ShakaModule>;
  if (!candidate.abr?.SimpleAbrManager || !candidate.util?.CmsdManager || !candidate.util.PlayerConfiguration || !candidate.Player) {
    throw new Error(
      `shaka-player ${candidate.Player?.version ?? ''} does not export what this rule runs. Run: npm install shaka-player@latest`,
    );
  }
  candidate.polyfill?.Map?.install();
  return candidate as ShakaModule;
}
