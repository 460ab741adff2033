import type { FileNotes, FileType } from './check.ts'
import { makeArchive, type Packed } from './checkArchive.server.ts'
import { refuseFile } from './checkFault.server.ts'
import { hasPosition } from './checkPicture.server.ts'

/** Which office document an archive is, by its parts; nothing when it is none. */
export async function officeTypeOf(files: readonly Packed[]): Promise<FileType | undefined> {
  const names = new Set(files.map(({ name }) => name))
  const first = files[0]
  if (first?.name === 'mimetype' && first.isPlain && first.size < 100) {
    const told = (await first.read()).toString('latin1')
    if (told === 'application/vnd.oasis.opendocument.text') return 'odt'
    if (told === 'application/vnd.oasis.opendocument.presentation') return 'odp'
    return undefined
  }
  if (!names.has('[Content_Types].xml')) return undefined
  if (names.has('word/document.xml')) return 'docx'
  return names.has('ppt/presentation.xml') ? 'pptx' : undefined
}

const programs = /(^|\/)(vbaProject\.bin|vbaData\.xml|Basic\/|Scripts\/|activeX\/|macrosheets\/)/i
const objects = /(^|\/)(oleObject[^/]*\.bin|embeddings\/[^/]+\.(?:bin|exe|js|vbs)|ObjectReplacements\/)/i
/** A part that an office document reads elsewhere when it is opened; a link that somebody follows is not one. */
const remote =
  /<Relationship\b(?=[^>]*TargetMode="External")(?=[^>]*Type="[^"]*\/(?:attachedTemplate|oleObject|frame|subDocument|externalLinkPath|image)")/i
const remoteOdf =
  /<(?:draw:image|draw:object|text:section-source)\b[^>]*xlink:href="(?:https?|ftp|file|\/\/)/i

const identities = /\b(w:author|w:initials|w15:author|w15:userId|w15:providerId|p:?author|lastIdx)="[^"]*"/g
const people = /<(dc:creator|meta:creator-initials|meta:initial-creator)>[^<]*<\/\1>/g

/** An office document without what tells who wrote it. @throws FileRefused on programs, remote parts, foreign objects */
export async function cleanOffice(
  files: readonly Packed[],
  type: FileType,
): Promise<{ bytes: Buffer; notes: FileNotes }> {
  if (files.some(({ name }) => programs.test(name))) refuseFile('macros')
  if (files.some(({ name }) => objects.test(name))) refuseFile('embedded_object')
  const removed = new Set<string>()
  let title: string | undefined
  const kept: { name: string; bytes: Buffer; plain?: boolean }[] = []
  for (const file of files) {
    const { name } = file
    const bytes = await file.read()
    if (name === 'docProps/core.xml' || name === 'meta.xml') {
      title = titleIn(bytes.toString('utf8'))
      removed.add('auteur et dates')
      kept.push({ name, bytes: Buffer.from(name === 'meta.xml' ? odfMeta(title) : core(title)) })
    } else if (name === 'docProps/app.xml' || name === 'docProps/custom.xml') {
      removed.add('organisme et propriétés')
      kept.push({ name, bytes: Buffer.from(name.endsWith('app.xml') ? app : custom) })
    } else if (/\.(xml|rels)$/.test(name)) {
      kept.push({ name, bytes: cleanXml(name, bytes.toString('utf8'), removed) })
    } else {
      if (await hasPosition(bytes)) refuseFile('gps')
      kept.push({ name, bytes, plain: name === 'mimetype' || file.isPlain })
    }
  }
  if (type === 'docx' || type === 'pptx') demandNoMacroType(kept)
  return { bytes: await makeArchive(kept), notes: { removed: [...removed], ...(title && { title }) } }
}

function cleanXml(name: string, text: string, removed: Set<string>): Buffer {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) refuseFile('remote_parts')
  if (name.endsWith('.rels') ? remote.test(text) : remoteOdf.test(text)) refuseFile('remote_parts')
  const clean = text
    .replace(identities, (_, attribute: string) => `${attribute}=""`)
    .replace(people, (_, element: string) => `<${element}></${element}>`)
  if (clean !== text) removed.add('noms de qui a relu')
  return Buffer.from(clean)
}

function demandNoMacroType(kept: readonly { readonly name: string; readonly bytes: Buffer }[]): void {
  const types = kept.find(({ name }) => name === '[Content_Types].xml')
  if (types && /macroEnabled/i.test(types.bytes.toString('utf8'))) refuseFile('macros')
}

const titleIn = (xml: string): string | undefined =>
  /<dc:title>([^<]{1,300})<\/dc:title>/.exec(xml)?.[1]?.trim() || undefined

const dublin = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
const titled = (title: string | undefined): string => (title ? `<dc:title>${title}</dc:title>` : '')
const core = (title: string | undefined): string =>
  `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ${dublin}>${titled(title)}</cp:coreProperties>`
const odfMeta = (title: string | undefined): string =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ${dublin} office:version="1.3"><office:meta>${titled(title)}</office:meta></office:document-meta>`
const app =
  '<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
const custom =
  '<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
