import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePdf } from '#kernel/pdf.server.ts'
import type { TransmissionContent } from '../content.ts'
import { publish } from './published.ts'
import { sheetOf } from './sheet.ts'

const source = readFileSync(join(import.meta.dirname, 'ip.typ'), 'utf8')

/** The printed form of a snapshot. @throws Refusal `pdf_unavailable` on a machine without Typst */
export const printTransmission = (content: TransmissionContent): Promise<Buffer> =>
  makePdf(source, { ...sheetOf(content) })

/** A snapshot as what leaves the house: an accessible PDF, and JSON by the published schema; the same bytes each time. */
export async function renderTransmission(
  content: TransmissionContent,
): Promise<{ pdf: Buffer; json: string }> {
  const pdf = await printTransmission(content)
  return { pdf, json: `${JSON.stringify(publish(content), null, 2)}\n` }
}
