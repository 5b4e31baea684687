import { render } from 'preact';
import { KeyList } from './KeyList.tsx';
import { Palette } from './Palette.tsx';

/** Opens the palette or the list of keys above the page; a second press closes it. */
export function openOverlay(overlay: 'palette' | 'keys'): void {
  const place = document.getElementById('overlays');
  if (place === null) return;
  const close = () => render(null, place);
  if (place.dataset['open'] === overlay && place.hasChildNodes()) {
    close();
    return;
  }
  place.dataset['open'] = overlay;
  render(overlay === 'palette' ? <Palette onClose={close} /> : <KeyList onClose={close} />, place);
}
