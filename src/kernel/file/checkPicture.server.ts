import exifr from 'exifr'
import sharp from 'sharp'
import type { FileNotes } from './check.ts'
import { refuseFile } from './checkFault.server.ts'

export type PictureType = 'png' | 'jpeg' | 'webp'

const mostPoints = 100_000_000
const mostSide = 10_000
const endOfPng = Buffer.from('49454e44ae426082', 'hex')
/** What a second file hidden behind a picture begins with. */
const secondFiles = /%PDF-|PK\p{Cc}{2}|<script|<html|<\?php|Rar!|\p{Cc}ELF/iu

/** Whether what a picture carries tells where it was taken. */
export async function hasPosition(bytes: Buffer): Promise<boolean> {
  const head = bytes.subarray(0, 4).toString('hex')
  if (!/^(ffd8ff|89504e47|49492a00|4d4d002a)/.test(head)) return false
  const found = await exifr.gps(bytes).catch(() => undefined)
  return found !== undefined && Number.isFinite(found.latitude)
}

/** A picture made again from its points alone. @throws FileRefused when it is cut, too wide, doubled, or tells its place */
export async function cleanPicture(
  bytes: Buffer,
  type: PictureType,
): Promise<{ bytes: Buffer; notes: FileNotes }> {
  demandOneFile(bytes, type)
  const picture = sharp(bytes, { failOn: 'truncated', limitInputPixels: mostPoints })
  const told = await picture.metadata().catch(() => refuseFile('truncated'))
  const { width = 0, height = 0 } = told
  if (width > mostSide || height > mostSide || width * height > mostPoints) refuseFile('picture_too_wide')
  if (await tellsPlace(told)) refuseFile('gps')
  const removed = [
    told.exif && 'réglages de l’appareil et dates',
    (told.xmp || told.iptc) && 'auteur et légendes cachées',
  ].filter((one) => typeof one === 'string')
  const turned = picture.rotate()
  const made =
    type === 'png'
      ? turned.png({ compressionLevel: 9 })
      : type === 'jpeg'
        ? turned.jpeg({ quality: 88, mozjpeg: true })
        : turned.webp({ quality: 88 })
  const { data, info } = await made.toBuffer({ resolveWithObject: true }).catch(() => refuseFile('truncated'))
  return { bytes: data, notes: { width: info.width, height: info.height, removed } }
}

async function tellsPlace({ exif, xmp }: { exif?: Buffer; xmp?: Buffer }): Promise<boolean> {
  if (xmp && /GPSL(?:atitude|ongitude)/.test(xmp.toString('latin1'))) return true
  if (!exif) return false
  const tiff = exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif
  const found = await exifr.gps(tiff).catch(() => undefined)
  return found !== undefined && Number.isFinite(found.latitude)
}

/** Nothing but a few empty bytes may follow the end of a picture. */
function demandOneFile(bytes: Buffer, type: PictureType): void {
  if (type === 'png') {
    const end = bytes.lastIndexOf(endOfPng)
    if (end < 0) refuseFile('truncated')
    if (bytes.subarray(end + endOfPng.length).some((byte) => byte !== 0)) refuseFile('polyglot')
    if (bytes.indexOf(endOfPng) !== end) refuseFile('polyglot')
  } else if (type === 'jpeg') {
    const end = bytes.lastIndexOf(Buffer.from('ffd9', 'hex'))
    if (end < 0) refuseFile('truncated')
    const after = bytes.subarray(end + 2)
    if (after.length > 0 && secondFiles.test(after.toString('latin1'))) refuseFile('polyglot')
  } else {
    const told = bytes.readUInt32LE(4) + 8
    if (told > bytes.length) refuseFile('truncated')
    if (told + 1 < bytes.length) refuseFile('polyglot')
  }
}
