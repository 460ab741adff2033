import { inflateSync } from 'node:zlib'
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import type { FileNotes } from './check.ts'
import { FileRefused, refuseFile } from './checkFault.server.ts'

const mostStream = 100 * 1024 * 1024
const mostStreams = 300 * 1024 * 1024
const mostXmp = 1024 * 1024

/**
 * A PDF without what tells who made it, with what it says of its accessibility. Runs in a thread of its own: what it
 * reads may be made to keep it busy.
 * @throws FileRefused
 */
export async function cleanPdf(bytes: Buffer): Promise<{ bytes: Uint8Array; notes: FileNotes }> {
  demandWhole(bytes)
  if (/\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(bytes.toString('latin1'))) refuseFile('encrypted')
  demandMeasure(bytes)
  const document = await PDFDocument.load(bytes, {
    updateMetadata: false,
    throwOnInvalidObject: true,
    preserveXFA: true,
  }).catch((error: Error) => refuseFile(/encrypt/i.test(error.message) ? 'encrypted' : 'truncated'))
  if (document.isEncrypted) refuseFile('encrypted')
  for (const [, object] of document.context.enumerateIndirectObjects()) look(object)
  return strip(document)
}

/** It begins with a PDF, ends with it, and nothing else lies behind. */
function demandWhole(bytes: Buffer): void {
  const tail = bytes.subarray(-1024).toString('latin1')
  const end = tail.lastIndexOf('%%EOF')
  if (end < 0 || !tail.includes('startxref')) refuseFile(bytes.includes('%%EOF') ? 'polyglot' : 'truncated')
  if (tail.slice(end + 5).trim() !== '') refuseFile('polyglot')
  if (bytes.includes(Buffer.from('504b0506', 'hex')) && bytes.includes(Buffer.from('504b0304', 'hex')))
    refuseFile('polyglot')
}

/** What its parts would take once opened, before anything opens them. */
function demandMeasure(bytes: Buffer): void {
  let total = 0
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.subarray(at - 3, at).toString('latin1') === 'end') continue
    const start = at + 6 + (bytes[at + 6] === 0x0d ? 2 : 1)
    // The two bytes with which what is deflated begins.
    if ((bytes[start] ?? 0) % 16 !== 8 || bytes.readUInt16BE(Math.min(start, bytes.length - 2)) % 31 !== 0)
      continue
    try {
      total += inflateSync(bytes.subarray(start), { maxOutputLength: mostStream }).length
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') refuseFile('bomb')
    }
    if (total > mostStreams) refuseFile('bomb')
  }
}

/** Refuses what acts by itself, or carries something else. */
function look(object: PDFObject): void {
  if (object instanceof PDFArray) for (const one of object.asArray()) look(one)
  const dict = object instanceof PDFStream ? object.dict : object
  if (!(dict instanceof PDFDict)) return
  for (const [key, value] of dict.entries()) {
    const name = key.asString()
    const told = value instanceof PDFName ? value.asString() : ''
    if (name === '/JS' || name === '/JavaScript') refuseFile('pdf_script')
    if (name === '/S' && /^\/(?:JavaScript|Launch|ImportData|SubmitForm|Rendition)$/.test(told))
      refuseFile('pdf_script')
    if (name === '/EF' || name === '/EmbeddedFiles' || told === '/EmbeddedFile' || told === '/RichMedia')
      refuseFile('pdf_attachment')
    if (name === '/XFA') refuseFile('pdf_form')
    if (!(value instanceof PDFRef)) look(value)
  }
}

const text = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString
    ? value.decodeText().trim() || undefined
    : undefined

async function strip(document: PDFDocument): Promise<{ bytes: Uint8Array; notes: FileNotes }> {
  const { context, catalog } = document
  const info = context.lookupMaybe(context.trailerInfo.Info, PDFDict)
  const xmp = xmpOf(catalog.lookup(PDFName.of('Metadata')))
  const title = text(info?.lookup(PDFName.of('Title'))) ?? titleIn(xmp)
  const language = text(catalog.lookup(PDFName.of('Lang')))
  const marks = catalog.lookupMaybe(PDFName.of('MarkInfo'), PDFDict)
  const isTagged =
    marks?.get(PDFName.of('Marked'))?.toString() === 'true' && catalog.has(PDFName.of('StructTreeRoot'))
  const claim = /pdfuaid:part(?:="|>)\s*([12])/.exec(xmp)?.[1]
  const removed = [
    info &&
      ['Author', 'Creator', 'Producer'].some((one) => info.has(PDFName.of(one))) &&
      'auteur et logiciel',
    (info?.has(PDFName.of('CreationDate')) || /CreateDate|ModifyDate/.test(xmp)) && 'dates',
    xmp && 'métadonnées',
  ].filter((one) => typeof one === 'string')
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object
    if (!(dict instanceof PDFDict)) continue
    dict.delete(PDFName.of('PieceInfo'))
    dict.delete(PDFName.of('Metadata'))
    if (dict.get(PDFName.of('Type'))?.toString() === '/Metadata') context.delete(ref)
  }
  if (context.trailerInfo.Info instanceof PDFRef) context.delete(context.trailerInfo.Info)
  context.trailerInfo.Info = title
    ? context.register(context.obj({ Title: PDFHexString.fromText(title) }))
    : undefined
  // What a reader of screens looks for stays: the title, and the claim of accessibility that depends on it.
  if (title || claim) {
    const packet = context.stream(minimal(title, claim), { Type: 'Metadata', Subtype: 'XML' })
    catalog.set(PDFName.of('Metadata'), context.register(packet))
  }
  const pages = document.getPageCount()
  if (pages < 1) refuseFile('truncated')
  const bytes = await document.save({ addDefaultPage: false, updateFieldAppearances: false })
  const notes = { pages, isTagged, claimsUa: claim !== undefined, removed }
  return { bytes, notes: { ...notes, ...(title && { title }), ...(language && { language }) } }
}

function xmpOf(stream: PDFObject | undefined): string {
  if (!(stream instanceof PDFRawStream)) return ''
  const isPlain = !stream.dict.has(PDFName.of('Filter'))
  const bytes = isPlain ? stream.contents : decodePDFRawStream(stream).decode()
  if (bytes.length > mostXmp) throw new FileRefused('bomb')
  return Buffer.from(bytes).toString('utf8')
}

const titleIn = (xmp: string): string | undefined =>
  /<dc:title>[\s\S]*?<rdf:li[^>]*>([^<]+)<\/rdf:li>/.exec(xmp)?.[1]?.trim()

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const minimal = (title: string | undefined, claim: string | undefined): Buffer =>
  Buffer.from(
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""' +
      ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">' +
      (title
        ? `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>`
        : '') +
      (claim ? `<pdfuaid:part>${claim}</pdfuaid:part>` : '') +
      '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  )
