/** What a document may be, by what it holds; its name only has to be kept readable. */
export const documentTypes = {
  'application/pdf': '.pdf',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'image/png': '.png',
  'image/jpeg': '.jpg',
} as const
export type DocumentType = keyof typeof documentTypes

/** The type that the bytes themselves tell, whatever the name says; nothing for a file that is cut or of another kind. */
export function typeOf(bytes: Buffer): DocumentType | undefined {
  const head = bytes.subarray(0, 8)
  if (head.subarray(0, 5).toString('latin1') === '%PDF-')
    // The end of a PDF may be followed by a few blank lines.
    return bytes.subarray(-1024).includes('%%EOF') ? 'application/pdf' : undefined
  if (head.equals(Buffer.from('89504e470d0a1a0a', 'hex')))
    return bytes.subarray(-12).includes('IEND') ? 'image/png' : undefined
  if (head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')))
    return bytes.subarray(-64).includes(Buffer.from('ffd9', 'hex')) ? 'image/jpeg' : undefined
  return head.subarray(0, 4).equals(Buffer.from('504b0304', 'hex')) ? typeOfArchive(bytes) : undefined
}

function typeOfArchive(bytes: Buffer): DocumentType | undefined {
  const names = entriesOf(bytes)
  if (!names) return undefined
  // A text that carries programs is not only a text.
  if (names.some((name) => /(^|\/)(vbaProject\.bin|Basic\/|Scripts\/)/.test(name))) return undefined
  // By its standard, its first entry is its type, neither compressed nor encrypted.
  if (names[0] === 'mimetype') return isOdt(bytes) ? odt : undefined
  const isWord = names.includes('[Content_Types].xml') && names.includes('word/document.xml')
  return isWord ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : undefined
}

const odt = 'application/vnd.oasis.opendocument.text'

/** The size of the first entry is that of the type alone: a template or a sheet tells a longer one. */
const isOdt = (bytes: Buffer): boolean =>
  bytes.length > 38 + odt.length &&
  bytes.readUInt32LE(18) === odt.length &&
  bytes.subarray(38, 38 + odt.length).toString('latin1') === odt

/** The names in the directory at the end of an archive; nothing when it is not whole. */
function entriesOf(bytes: Buffer): string[] | undefined {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > bytes.length) return undefined
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  const names: string[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined
    const length = bytes.readUInt16LE(at + 28)
    names.push(bytes.subarray(at + 46, at + 46 + length).toString('utf8'))
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}

/** A document as it is kept: its true type, and a name that may travel in a header, with the ending of that type. */
export function readDocument(name: string, bytes: Buffer): { name: string; type: DocumentType } | undefined {
  const type = typeOf(bytes)
  if (!type) return undefined
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return { name: `${plain.slice(0, 100) || 'document'}${documentTypes[type]}`, type }
}
