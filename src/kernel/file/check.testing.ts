import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { makeArchive } from './checkArchive.server.ts'

/** A PDF of one page; `change` adds what a test needs to it. */
export async function pdf(
  change: (document: PDFDocument) => void | Promise<void> = () => {},
): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage([200, 200])
  document.setTitle('Repérer')
  document.setAuthor('Auteur Inventé')
  document.setLanguage('fr-FR')
  await change(document)
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

export const scriptedPdf = (): Promise<Buffer> =>
  pdf((document) => {
    const script = document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') })
    document.catalog.set(PDFName.of('OpenAction'), document.context.register(script))
  })

export const pdfWithFile = (): Promise<Buffer> =>
  pdf((document) => document.attach(Buffer.from('autre'), 'autre.txt', { mimeType: 'text/plain' }))

export const lockedPdf = (): Promise<Buffer> =>
  pdf((document) => {
    document.context.trailerInfo.Encrypt = document.context.register(
      document.context.obj({ Filter: 'Standard', V: 2, R: 3 }),
    )
  })

const canvas = (width: number) =>
  sharp({ create: { width, height: 60, channels: 3, background: { r: 30, g: 90, b: 140 } } })

export const png = (): Promise<Buffer> => canvas(80).png().toBuffer()
export const jpeg = (): Promise<Buffer> =>
  canvas(80)
    .withExif({ IFD0: { Copyright: 'Auteur Inventé', Model: 'Appareil Inventé' } })
    .jpeg()
    .toBuffer()
/** A picture that says where it was taken, as telephones write it. */
export const jpegWithPlace = (): Promise<Buffer> =>
  canvas(80)
    .withExif({
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '47/1 35/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '1/1 20/1 0/1',
      },
    })
    .jpeg()
    .toBuffer()

export const svg = (inside = '<rect width="9" height="9"/>'): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`)

const file = (name: string, text: string, plain = false) => ({ name, bytes: Buffer.from(text), plain })

export const docx = (
  more: readonly { readonly name: string; readonly text: string }[] = [],
): Promise<Buffer> =>
  makeArchive([
    file('[Content_Types].xml', '<Types/>'),
    file('word/document.xml', '<w:document><w:ins w:author="Auteur Inventé"/></w:document>'),
    file(
      'docProps/core.xml',
      '<cp:coreProperties><dc:title>Trame</dc:title><dc:creator>Auteur Inventé</dc:creator></cp:coreProperties>',
    ),
    ...more.map(({ name, text }) => file(name, text)),
  ])

export const odt = (type = 'application/vnd.oasis.opendocument.text'): Promise<Buffer> =>
  makeArchive([
    file('mimetype', type, true),
    file('content.xml', '<office:document-content/>'),
    file('meta.xml', '<meta:initial-creator>Auteur Inventé</meta:initial-creator>'),
  ])

export const zip = (files: readonly (readonly [string, Buffer])[]): Promise<Buffer> =>
  makeArchive(files.map(([name, bytes]) => ({ name, bytes })))

const box = (kind: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** The frame of a video of twelve seconds, with nothing to see in it. */
export function mp4(more = ''): Buffer {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(12_000, 16)
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\u0000\u0000\u0002\u0000isomiso2avc1mp41', 'latin1')),
    box('moov', Buffer.concat([box('mvhd', header), box('udta', Buffer.from(more, 'latin1'))])),
    box('mdat', Buffer.alloc(64)),
  ])
}
