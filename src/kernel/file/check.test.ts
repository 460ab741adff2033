import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { makePdf } from '../pdf.server.ts'
import { checkFile } from './check.server.ts'
import {
  docx,
  jpeg,
  jpegWithPlace,
  lockedPdf,
  mp4,
  odt,
  pdf,
  pdfWithFile,
  png,
  scriptedPdf,
  svg,
  zip,
} from './check.testing.ts'
import { type FileFault, type FileType, fileFaults } from './check.ts'
import { openArchive } from './checkArchive.server.ts'
import { FileRefused } from './checkFault.server.ts'

const every: readonly FileType[] = [
  'pdf',
  'odt',
  'odp',
  'docx',
  'pptx',
  'png',
  'jpeg',
  'webp',
  'svg',
  'mp4',
  'zip',
]
const check = (name: string, content: Buffer, accept = every) =>
  checkFile({ name, content }, { accept, limit: 2_000_000 })

/** What the check says against a file; nothing when it takes it. */
async function faultOf(name: string, content: Buffer, accept = every): Promise<FileFault | undefined> {
  try {
    await check(name, content, accept)
    return undefined
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    expect(error.message).toContain(fileFaults[error.fault])
    return error.fault
  }
}

/** An archive that says it holds a hundred megabytes, and does. */
const bomb = () => zip([['grand.svg', Buffer.alloc(100 * 1024 * 1024, 0x20)]])
const bombPdf = () => {
  const body = deflateSync(Buffer.alloc(120 * 1024 * 1024))
  const head = `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/Filter/FlateDecode/N 1/First 4/Length ${body.length}>>\nstream\n`
  return Buffer.concat([Buffer.from(head), body, Buffer.from('\nendstream\nendobj\nstartxref\n0\n%%EOF\n')])
}

describe('broken or deceitful files are each refused with their reason', () => {
  const given: readonly (readonly [string, FileFault, string, () => Buffer | Promise<Buffer>])[] = [
    ['nothing in it', 'empty', 'vide.pdf', () => Buffer.alloc(0)],
    ['too heavy', 'too_large', 'lourd.png', () => Buffer.alloc(2_000_001)],
    ['a program', 'unknown_type', 'affiche.pdf', () => Buffer.from('MZ\u0090\u0000programme', 'latin1')],
    ['a page of script', 'unknown_type', 'page.pdf', () => Buffer.from('<script>alert(1)</script>')],
    ['a picture under the name of a PDF', 'wrong_name', 'affiche.pdf', png],
    ['two endings', 'double_ending', 'affiche.exe.pdf', () => pdf()],
    ['a name turned over', 'hidden_name', 'affiche\u202efdp.png', png],
    ['a cut PDF', 'truncated', 'coupe.pdf', async () => (await pdf()).subarray(0, 300)],
    [
      'a PDF whose parts are missing',
      'truncated',
      'x.pdf',
      () => Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF\n'),
    ],
    ['a PDF with a script', 'pdf_script', 'script.pdf', scriptedPdf],
    ['a PDF that carries a file', 'pdf_attachment', 'joint.pdf', pdfWithFile],
    ['a PDF with a password', 'encrypted', 'secret.pdf', lockedPdf],
    [
      'a PDF that is an archive too',
      'polyglot',
      'double.pdf',
      async () => Buffer.concat([await pdf(), await docx()]),
    ],
    ['a PDF that fills the memory', 'bomb', 'bombe.pdf', bombPdf],
    ['a cut picture', 'truncated', 'coupe.jpg', async () => (await jpeg()).subarray(0, -200)],
    ['a picture that tells its place', 'gps', 'photo.jpg', jpegWithPlace],
    [
      'a picture with a page behind it',
      'polyglot',
      'double.png',
      async () => Buffer.concat([await png(), Buffer.from('<script>alert(1)</script>')]),
    ],
    [
      'a picture as wide as a wall',
      'picture_too_wide',
      'mur.png',
      () =>
        sharp({ create: { width: 10_500, height: 4, channels: 3, background: 'white' } })
          .png()
          .toBuffer(),
    ],
    ['a drawing with a script', 'svg_script', 'logo.svg', () => svg('<script>alert(1)</script>')],
    ['a drawing that acts', 'svg_script', 'logo.svg', () => svg('<rect\nonload\n="alert(1)"/>')],
    [
      'a drawing whose link is spelt in codes',
      'svg_script',
      'logo.svg',
      () => svg('<a href="java&#115;cript:alert(1)"><rect/></a>'),
    ],
    [
      'a drawing that fetches',
      'svg_remote',
      'logo.svg',
      () => svg('<image href="https://ailleurs.invalid/a.png"/>'),
    ],
    [
      'a drawing with an entity',
      'svg_script',
      'logo.svg',
      () => Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'),
    ],
    ['a text with macros', 'macros', 'trame.docx', () => docx([{ name: 'word/vbaProject.bin', text: 'x' }])],
    [
      'a text whose model is elsewhere',
      'remote_parts',
      'trame.docx',
      () =>
        docx([
          {
            name: 'word/_rels/settings.xml.rels',
            text: '<Relationships><Relationship Id="a" Type="http://x/attachedTemplate" Target="https://x.invalid/m.dotm" TargetMode="External"/></Relationships>',
          },
        ]),
    ],
    [
      'a text with an object of another software',
      'embedded_object',
      'trame.docx',
      () => docx([{ name: 'word/embeddings/oleObject1.bin', text: 'x' }]),
    ],
    [
      'a sheet under the name of a text',
      'unknown_type',
      'trame.odt',
      () => odt('application/vnd.oasis.opendocument.spreadsheet'),
    ],
    ['a cut text', 'truncated', 'coupe.docx', async () => (await docx()).subarray(0, -30)],
    ['a zip bomb', 'bomb', 'mallette.zip', bomb],
    [
      'an archive in an archive',
      'nested_archive',
      'mallette.zip',
      async () => zip([['dedans.zip', await zip([['a.svg', svg()]])]]),
    ],
    ['an archive that leaves its folder', 'unsafe_path', 'mallette.zip', () => zip([['../a.svg', svg()]])],
    [
      'a picture that tells its place, in a kit',
      'gps',
      'mallette.zip',
      async () => zip([['photo.jpg', await jpegWithPlace()]]),
    ],
    ['a cut video', 'truncated', 'film.mp4', () => mp4().subarray(0, -10)],
    [
      'a video that tells its place',
      'gps',
      'film.mp4',
      () => mp4('\u0000\u0000\u0000\u0010\u00a9xyz+47.5+1.3/'),
    ],
  ]

  test.each(given)('%s: %s', async (_, fault, name, make) => {
    expect(await faultOf(name, await make())).toBe(fault)
  })

  test('what a place does not take is refused there', async () => {
    expect(await faultOf('a.png', await png(), ['pdf'])).toBe('unknown_type')
    expect(await faultOf('a.zip', await zip([['a.svg', svg()]]), ['pdf'])).toBe('unknown_type')
  })
})

describe('what is kept says nothing of who made it', () => {
  test('a PDF loses its author, its dates and its software, and keeps its title', async () => {
    const given = await pdf()
    const { bytes, notes, name } = await check('Repérer à l’école.pdf', given)
    expect(name).toBe('Reperer-a-l-ecole.pdf')
    const document = await PDFDocument.load(bytes ?? Buffer.alloc(0), { updateMetadata: false })
    expect([document.getAuthor(), document.getProducer(), document.getCreationDate()]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(notes).toMatchObject({
      pages: 1,
      title: 'Repérer',
      language: 'fr-FR',
      isTagged: false,
      claimsUa: false,
    })
    expect(notes.removed).toContain('auteur et logiciel')
    expect(document.catalog.has(PDFName.of('Metadata'))).toBe(true)
  })

  test('a PDF made for everybody is told so, and still is after it was cleaned', async () => {
    const source =
      '#set document(title: "Essai", author: "Auteur Inventé")\n#set text(lang: "fr")\n= Essai\nUn texte.'
    const given = await makePdf(source, { issuedAt: '2026-01-05T08:00:00Z' })
    const first = await check('essai.pdf', given)
    expect(first.notes).toMatchObject({ isTagged: true, claimsUa: true, language: 'fr', title: 'Essai' })
    const again = await check('essai.pdf', first.bytes ?? Buffer.alloc(0))
    expect(again.notes).toMatchObject({ isTagged: true, claimsUa: true, language: 'fr', title: 'Essai' })
    expect(again.bytes?.toString('latin1')).not.toContain('Auteur')
  })

  test('a picture is made again from its points', async () => {
    const { bytes, notes, type } = await check('photo.JPG', await jpeg())
    expect([type, notes.width, notes.height]).toEqual(['jpeg', 80, 60])
    expect(notes.removed).not.toEqual([])
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  })

  test('a text loses who wrote it and who read it again, and still opens', async () => {
    for (const [name, given] of [
      ['trame.docx', await docx()],
      ['trame.odt', await odt()],
    ] as const) {
      const { bytes, type } = await check(name, given)
      expect(name.endsWith(type)).toBe(true)
      const files = openArchive(bytes ?? Buffer.alloc(0))
      const words = (await Promise.all(files.map(({ read }) => read()))).join('')
      expect(words).not.toContain('Inventé')
      expect((await check(name, bytes ?? Buffer.alloc(0))).type).toBe(type)
    }
  })

  test('a drawing loses the notes of its software', async () => {
    const { bytes } = await check(
      'logo.svg',
      svg('<!-- Auteur Inventé --><metadata>Auteur Inventé</metadata><path d="M0 0"/>'),
    )
    expect(bytes?.toString()).toContain('<path')
    expect(bytes?.toString()).not.toContain('Inventé')
  })

  test('a kit is taken when each of its files would be', async () => {
    const { notes, bytes } = await check(
      'mallette.zip',
      await zip([
        ['guide/repere.pdf', await pdf()],
        ['affiche.svg', svg()],
        ['__MACOSX/._affiche.svg', Buffer.from('x')],
      ]),
    )
    expect(notes.files).toEqual(['guide/repere.pdf', 'affiche.svg'])
    expect(openArchive(bytes ?? Buffer.alloc(0)).map(({ name }) => name)).toEqual(notes.files)
  })

  test('a video tells how long it lasts', async () => {
    expect((await check('film.mp4', mp4())).notes.seconds).toBe(12)
  })
})
