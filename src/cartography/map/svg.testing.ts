const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y
const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d+);)/

/** Throws where a text is not well-formed XML, as far as our drawings use it: no comments, no declarations. */
export function wellFormed(xml: string): void {
  const open: string[] = []
  const ids = new Set<string>()
  let at = 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    const words = xml.slice(at, next < 0 ? undefined : next)
    if (entity.test(words) || (open.length === 0 && words.trim() !== ''))
      throw new Error(`loose text: ${words}`)
    if (next < 0) break
    tag.lastIndex = next
    const found = tag.exec(xml)
    if (!found) throw new Error(`not a tag: ${xml.slice(next, next + 80)}`)
    const [, isEnd, name = '', attributes = '', isEmpty] = found
    if (entity.test(attributes)) throw new Error(`loose entity: ${attributes}`)
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, one]) => one)
    if (new Set(names).size !== names.length) throw new Error(`an attribute twice: ${attributes}`)
    const id = /\sid="([^"]*)"/.exec(attributes)?.[1]
    if (id !== undefined && ids.has(id)) throw new Error(`an identifier twice: ${id}`)
    if (id !== undefined) ids.add(id)
    if (isEnd && open.pop() !== name) throw new Error(`</${name}> closes nothing`)
    if (!isEnd && !isEmpty) open.push(name)
    at = tag.lastIndex
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(' ')}`)
  for (const [, used = ''] of xml.matchAll(/url\(#([\w-]+)\)/g)) {
    if (!ids.has(used)) throw new Error(`nothing is called ${used}`)
  }
}
