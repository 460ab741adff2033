import type { FileNotes } from './check.ts'
import { refuseFile } from './checkFault.server.ts'

const mostBytes = 2 * 1024 * 1024

/** Whether a text is a drawing: what comes before the drawing is a declaration, a comment or a doctype. */
export function isSvg(bytes: Buffer): boolean {
  const head = bytes
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  return /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE(?:[^>[]|\[[^\]]*\])*>\s*)*<svg[\s>]/i.test(head)
}

/** A drawing without what its software wrote into it. @throws FileRefused when it runs or fetches something */
export function cleanSvg(bytes: Buffer): { bytes: Buffer; notes: FileNotes } {
  if (bytes.length > mostBytes) refuseFile('too_large')
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  if (text.includes('\u0000') || !/<\/svg\s*>\s*$/i.test(text)) refuseFile('truncated')
  // An entity could spell anything; none is needed to draw.
  if (/<!ENTITY|<!ATTLIST|<\?xml-stylesheet/i.test(text)) refuseFile('svg_script')
  const spelt = text.replace(/&#(x?)([0-9a-f]+);?/gi, (_, hex: string, code: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(code, hex ? 16 : 10) || 32, 0x10ffff)),
  )
  const tight = spelt.replace(/\s+/g, ' ')
  if (/<(?:\w+:)?(?:script|foreignObject|iframe|embed|object|handler|listener)[\s/>]/i.test(tight))
    refuseFile('svg_script')
  if (/[\s"'/]on[a-z]+ ?=/i.test(tight) || /(?:java|vb)script ?:/i.test(tight.replace(/ /g, '')))
    refuseFile('svg_script')
  if (/(?:href|src) ?= ?["'] ?(?!#|data:image\/(?:png|jpeg|webp);)[^"' ]/i.test(tight))
    refuseFile('svg_remote')
  if (/@import|url\( ?["']? ?(?!#|data:image\/)[^)"' ]/i.test(tight)) refuseFile('svg_remote')
  const clean = text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<metadata\b[\s\S]*?<\/metadata>/gi, '')
    .replace(/<(sodipodi|inkscape):[\w-]+\b[\s\S]*?(?:\/>|<\/\1:[\w-]+>)/gi, '')
    .replace(/\s(?:sodipodi|inkscape):[\w-]+="[^"]*"/gi, '')
  const removed = clean === text ? [] : ['notes du logiciel de dessin']
  return { bytes: Buffer.from(clean), notes: { removed } }
}
