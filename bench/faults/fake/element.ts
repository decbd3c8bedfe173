/** What a video element is besides playing: an element with children, listeners and fixed properties. */

export class FakeElement extends EventTarget {
  static readonly HAVE_NOTHING = 0;
  static readonly HAVE_METADATA = 1;
  static readonly HAVE_CURRENT_DATA = 2;
  static readonly HAVE_FUTURE_DATA = 3;
  static readonly HAVE_ENOUGH_DATA = 4;
  readonly tagName = 'VIDEO';
  readonly nodeName = 'VIDEO';
  readonly style: Record<string, string> = {};
  readonly textTracks: EventTarget = Object.assign(new EventTarget(), { length: 0 });
  readonly clientWidth = 1920;
  readonly clientHeight = 1080;
  readonly mediaKeys = null;
  readonly isConnected = true;
  protected sourceElements: { readonly src?: string }[] = [];

  /** Node holds what removes a listener by its signal weakly, and may forget it. */
  override addEventListener(type: string, listener: EventListener | null, options?: boolean | AddEventListenerOptions): void {
    const { signal, ...rest } = typeof options === 'object' ? { signal: options.signal, ...options } : { capture: options };
    if (signal?.aborted) return;
    super.addEventListener(type, listener, { capture: rest.capture ?? false, once: (rest as AddEventListenerOptions).once ?? false });
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener, { capture: rest.capture ?? false }));
  }
  querySelector(): null {
    return null;
  }
  querySelectorAll(): readonly object[] {
    return [...this.sourceElements];
  }
  getElementsByTagName(): readonly object[] {
    return [...this.sourceElements];
  }
  get firstChild(): object | null {
    return this.sourceElements[0] ?? null;
  }
  appendChild(child: { readonly src?: string; parentElement?: unknown }): void {
    child.parentElement = this;
    this.sourceElements.push(child);
  }
  removeChild(child: { parentElement?: unknown }): void {
    child.parentElement = null;
    this.sourceElements = this.sourceElements.filter((other) => other !== child);
  }
  setMediaKeys(): Promise<void> {
    return Promise.resolve();
  }
  canPlayType(): string {
    return 'probably';
  }
}
