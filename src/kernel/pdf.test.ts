import { afterAll, expect, test } from 'vitest'
import { makePdf, PdfFault, Press } from './pdf.server.ts'
import { count, insidesOf } from './pdf.testing.ts'

const source = `#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "fr", font: "Atkinson Hyperlegible Next")
#data.body
#table(columns: 2, table.header[Un][Deux], [a], [b])`

const letter = (over: object = {}) => ({
  issuedAt: '2026-03-12T13:42:00Z',
  title: 'Lettre',
  body: 'Bonjour',
  ...over,
})

const press = new Press()
afterAll(() => press.close())

test('a document is accessible: declared PDF/UA-1, tagged, titled, in French, its tables with heads', async () => {
  const inside = insidesOf(await makePdf(source, letter()))
  expect(inside).toMatch(/^%PDF-1\.7/)
  expect(inside).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/)
  expect(inside).toMatch(/\/MarkInfo <<\s+\/Marked true/)
  expect(inside).toMatch(/\/Lang \(fr\)/)
  expect(inside).toContain('/DisplayDocTitle true')
  expect(inside).toContain('<rdf:li xml:lang="x-default">Lettre</rdf:li>')
  expect(count(inside, /\/S \/TH\b/g)).toBe(2)
  expect(count(inside, /\/Scope \/Column/g)).toBe(2)
  expect(count(inside, /\/FontName \/[A-Z]{6}\+AtkinsonHyperlegibleNext-Regular/g)).toBe(1)
})

test('the same data give the same bytes, dated by whoever asks for them', async () => {
  const first = await press.make(source, letter())
  const second = await makePdf(source, letter())
  expect(second.equals(first)).toBe(true)
  expect(insidesOf(first)).toContain('<xmp:CreateDate>2026-03-12T13:42:00')
})

test('what people write is shown as they wrote it, and never read as markup', async () => {
  const markup =
    '#set page(width: 30mm) *gras* _penché_ $x^2$ #panic("lu") #read("/etc/hostname") = Titre \\ // @qui <où> ]'
  const inside = insidesOf(await makePdf(source, letter({ title: '#panic("lu") *gras*', body: markup })))
  expect(count(inside, /\/MediaBox \[0 0 595\.\d+ 841\.\d+\]/g)).toBe(1)
  expect(count(inside, /\/FontName/g)).toBe(1)
  expect(count(inside, /\/S \/(?:H1|Strong|Em|Formula)\b/g)).toBe(0)
  expect(inside).toContain('#panic(&quot;lu&quot;) *gras*')
})

test.each([
  ['pictograms', '😀 👩‍👧 ❤️'],
  ['other scripts', 'سلام 你好 Привет'],
  ['controls and marks', 'a\u0000b\u0007\u001b\ufeff\u200d\u00ad\t\r\n'],
  ['half a character', 'fin \ud800'],
  ['what is no character', '\u{10fffe}\uffff'],
])('%s in a text do not keep a document from being made', async (_, body) => {
  const inside = insidesOf(await makePdf(source, letter({ body })))
  expect(inside).toContain('<pdfuaid:part>1')
})

test('a document that would not be accessible is refused, and the refusal quotes nothing of what it says', async () => {
  const untitled = source.replace('#set document(title: data.title)', '#data.body')
  await expect(makePdf(untitled, letter())).rejects.toThrow(PdfFault)
  const loud = '#panic(sys.inputs.data)'
  const fault: unknown = await makePdf(loud, letter({ body: 'Lilou "Fictive" Exemple' })).catch(
    (error) => error,
  )
  expect(fault).toBeInstanceOf(PdfFault)
  expect(String(fault)).not.toMatch(/Lilou|Fictive|Exemple/)
})

test('a machine that has no Typst says so, and goes on', async () => {
  const bare = new Press(['@repere/not-installed'])
  await expect(bare.make(source, letter())).rejects.toMatchObject({ code: 'pdf_unavailable' })
  await expect(bare.make(source, letter())).rejects.toMatchObject({ code: 'pdf_unavailable' })
  await bare.close()
})

test('a thread that is lost fails what it was making, and the next document is made by another', async () => {
  const lost = expect(press.make(source, letter())).rejects.toThrow(PdfFault)
  await press.close()
  await lost
  expect(insidesOf(await press.make(source, letter()))).toContain('<pdfuaid:part>1')
})

test('five hundred documents leave no trace in memory', { timeout: 120_000 }, async () => {
  const make = async (from: number, to: number) => {
    for (let n = from; n < to; n++) {
      await press.make(
        source,
        letter({ title: `Lettre ${n}`, body: `Phrase ${n} du document. `.repeat(300) }),
      )
    }
  }
  await make(0, 60)
  const before = process.memoryUsage.rss()
  await make(60, 560)
  expect(process.memoryUsage.rss() - before).toBeLessThan(80_000_000)
})
