import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A node of the structure of a page, as a screen reader meets it. */
interface Node {
  readonly role?: string
  readonly type?: string
  readonly id?: string
  readonly children?: readonly Node[]
}

/** What a document says to whoever does not see it. */
export interface ReadPdf {
  readonly language: string | undefined
  readonly title: string | undefined
  readonly headings: readonly { readonly level: string; readonly text: string }[]
  /** Each table as rows of texts, and the texts of its header cells. */
  readonly tables: readonly {
    readonly heads: readonly string[]
    readonly rows: readonly (readonly string[])[]
  }[]
  readonly pages: number
}

/** Reads a PDF by its structure tree. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: true, verbosity: 0 })
  const document = await task.promise
  const { info } = await document.getMetadata()
  const headings: { level: string; text: string }[] = []
  const tables: { heads: string[]; rows: string[][] }[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const texts = textsOf((await page.getTextContent({ includeMarkedContent: true })).items)
    const textOf = (node: Node): string =>
      node.id !== undefined
        ? (texts.get(node.id) ?? '')
        : (node.children ?? []).map(textOf).join('').replaceAll(/\s+/g, ' ').trim()
    const walk = (node: Node): void => {
      if (/^H\d$/.test(node.role ?? '')) headings.push({ level: node.role ?? '', text: textOf(node) })
      if (node.role !== 'Table') {
        for (const child of node.children ?? []) walk(child)
        return
      }
      const lines = rowsIn(node)
      const cells = (role: string) =>
        lines.map((line) => (line.children ?? []).filter((cell) => cell.role === role).map(textOf))
      tables.push({ heads: cells('TH').flat(), rows: cells('TD').filter((row) => row.length > 0) })
    }
    walk((await page.getStructTree()) as Node)
  }
  const said = info as { Language?: string; Title?: string }
  const pages = document.numPages
  await task.destroy()
  return {
    language: said.Language,
    title: said.Title,
    headings,
    tables,
    pages,
  }
}

const rowsIn = (node: Node): Node[] =>
  (node.children ?? []).flatMap((child) => (child.role === 'TR' ? [child] : rowsIn(child)))

/** The text of each marked content, by the identifier that the structure gives it. */
function textsOf(items: readonly unknown[]): Map<string, string> {
  const texts = new Map<string, string>()
  const open: string[] = []
  for (const item of items as { type?: string; id?: string; str?: string; hasEOL?: boolean }[]) {
    if (item.type?.startsWith('beginMarkedContent')) open.push(item.id ?? '')
    else if (item.type === 'endMarkedContent') open.pop()
    else if (item.str !== undefined) {
      const id = open.findLast(Boolean)
      if (id) texts.set(id, `${texts.get(id) ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`)
    }
  }
  return texts
}
