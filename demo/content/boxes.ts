/** Just enough ISO BMFF (MP4) to find and patch boxes in place. All numbers in bytes. */

/** Where a box lies in a file. */
export interface Box {
  readonly type: string;
  /** Offset of the box's size field. */
  readonly offset: number;
  /** Whole box, header included. */
  readonly size: number;
}

/** Size and type fields; none of our boxes uses 64-bit sizes. */
export const BOX_HEADER_BYTES = 8;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readType(view: DataView, offset: number): string {
  let type = '';
  for (let i = 0; i < 4; i += 1) type += String.fromCharCode(view.getUint8(offset + 4 + i));
  return type;
}

export function writeType(view: DataView, boxOffset: number, type: string): void {
  for (let i = 0; i < 4; i += 1) view.setUint8(boxOffset + 4 + i, type.charCodeAt(i));
}

/** Lists the boxes between two offsets; throws where the bytes are not a sequence of boxes. */
export function listBoxes(view: DataView, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  let offset = start;
  while (offset < end) {
    const size = offset + BOX_HEADER_BYTES <= end ? view.getUint32(offset) : 0;
    if (size < BOX_HEADER_BYTES || offset + size > end) {
      throw new RangeError(`broken MP4 box at byte ${offset}: size ${size}, ${end - offset} bytes left`);
    }
    boxes.push({ type: readType(view, offset), offset, size });
    offset += size;
  }
  return boxes;
}

export function childBoxes(view: DataView, parent: Box): Box[] {
  return listBoxes(view, parent.offset + BOX_HEADER_BYTES, parent.offset + parent.size);
}

/** The first box of a type; throws when there is none. */
export function requireBox(boxes: readonly Box[], type: string): Box {
  const found = boxes.find((box) => box.type === type);
  if (found === undefined) {
    throw new RangeError(`no ${type} box among ${boxes.map((box) => box.type).join(', ')}`);
  }
  return found;
}
