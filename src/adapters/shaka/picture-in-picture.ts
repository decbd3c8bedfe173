/** Size of the picture-in-picture window: the element's own size means nothing while it is shown there. */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Calls `report` with the window's size, and with undefined when the element is back. Returns the function that ends it. */
export function watchPictureInPicture(media: HTMLMediaElement, report: (size: Size | undefined) => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const onEnter = (event: Event): void => {
    const { pictureInPictureWindow: shown } = event as Event & { readonly pictureInPictureWindow?: Size & EventTarget };
    if (!shown) return;
    const reportSize = (): void => report({ width: shown.width, height: shown.height });
    reportSize();
    shown.addEventListener('resize', reportSize, { signal });
  };
  media.addEventListener('enterpictureinpicture', onEnter, { signal });
  media.addEventListener('leavepictureinpicture', () => report(undefined), { signal });
  return () => listening.abort();
}
