import { refuse } from '#kernel/refusal.ts'
import { fileLimit } from './contract.ts'

/** Refuses, against the field of the file, what is not a PDF of at most five megabytes, whatever its name says. */
export function pdfOf(content: string): Buffer {
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length > fileLimit) refuse('too_large')
  const isPdf = bytes.subarray(0, 5).toString('latin1') === '%PDF-'
  // The end of a PDF may be followed by a few blank lines.
  const isWhole = bytes.subarray(-1024).includes('%%EOF')
  if (!isPdf || !isWhole)
    refuse('file_not_pdf', { fields: [{ field: 'file', message: 'Ce fichier n’est pas un PDF complet.' }] })
  return bytes
}

/** A name of file as it may travel in a header: letters, figures, dots and dashes. */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\.pdf$/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return `${plain.slice(0, 100) || 'document'}.pdf`
}
