import { createRequire } from 'node:module'
import webvtt, { type WebVTTCue, type WebVTTNode } from 'webvtt-parser'
import { formatClock } from '#kernel/ui/format.ts'
import type { Cue } from './contract.ts'

/** One thing to correct in a transcript; `line` counts from 1. */
export interface TranscriptFault {
  readonly line: number | undefined
  readonly message: string
}

/** Without them, the parser would lose « &amp; ». */
const entities: Record<string, string> = createRequire(import.meta.url)('webvtt-parser/html-entities.json')

/** What the parser says in English, as somebody who writes subtitles understands it. */
const inFrench: readonly (readonly [RegExp, string])[] = [
  [/No valid signature/, 'Le fichier doit commencer par une ligne « WEBVTT ».'],
  [/No blank line after the signature/, 'Laissez une ligne vide après « WEBVTT ».'],
  [/Cue identifier cannot be standalone|Cue identifier needs/, 'Il manque les temps de cette réplique.'],
  [/Blank line missing before cue/, 'Laissez une ligne vide avant cette réplique.'],
  [
    /Start timestamp is not greater/,
    'Cette réplique commence avant la précédente : remettez-les dans l’ordre.',
  ],
  [/End timestamp is not greater/, 'Cette réplique finit avant d’avoir commencé.'],
  [
    /timestamp|separator|-->/i,
    'Les temps de cette réplique ne se lisent pas : écrivez 00:01:02.000 --> 00:01:05.000.',
  ],
]

const frenchOf = (message: string): string =>
  inFrench.find(([pattern]) => pattern.test(message))?.[1] ?? 'Cette ligne ne se lit pas comme du WebVTT.'

/** Two voices may touch, to the width of a frame of a picture. */
const tolerance = 40

const longest = 30_000

/** Reads a WebVTT transcript whole: either all that must be corrected, or its cues. */
export function readTranscript(given: string): {
  readonly cues: readonly Cue[]
  readonly faults: readonly TranscriptFault[]
} {
  const text = given.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
  const parsed = new webvtt.WebVTTParser(entities).parse(text, 'subtitles/captions/descriptions')
  const faults: TranscriptFault[] = parsed.errors.map(({ message, line }) => ({
    line,
    message: frenchOf(message),
  }))
  const cues: Cue[] = []
  for (const cue of parsed.cues) {
    const read = readCue(cue)
    const at = { line: lineOf(text, cue), from: formatClock(read.start) }
    if (!read.text) faults.push({ line: at.line, message: `La réplique de ${at.from} est vide.` })
    if (!read.speaker)
      faults.push({
        line: at.line,
        message: `La réplique de ${at.from} ne dit pas qui parle : commencez-la par <v Prénom>.`,
      })
    const last = cues.at(-1)
    if (last && read.start < last.end - tolerance)
      faults.push({
        line: at.line,
        message: `La réplique de ${at.from} commence avant la fin de la précédente.`,
      })
    if (read.end - read.start > longest)
      faults.push({
        line: at.line,
        message: `La réplique de ${at.from} dure plus de trente secondes : coupez-la en plusieurs.`,
      })
    cues.push(read)
  }
  if (cues.length === 0 && faults.length === 0)
    faults.push({ line: undefined, message: 'Cette transcription ne contient aucune réplique.' })
  return { cues, faults }
}

function lineOf(text: string, cue: WebVTTCue): number | undefined {
  const place = cue.text ? text.indexOf(cue.text) : -1
  return place < 0 ? undefined : text.slice(0, place).split('\n').length
}

function readCue({ startTime, endTime, tree }: WebVTTCue): Cue {
  const voices: string[] = []
  const words: string[] = []
  const walk = (node: WebVTTNode) => {
    if (node.type === 'text') words.push(node.value ?? '')
    if (node.type === 'object' && node.name === 'v' && node.value) voices.push(node.value.trim())
    node.children?.forEach(walk)
  }
  walk(tree)
  return {
    start: Math.round(startTime * 1000),
    end: Math.round(endTime * 1000),
    speaker: voices[0] ?? '',
    text: words.join('').replaceAll(/\s+/g, ' ').trim(),
  }
}

/** What of a transcript goes beyond the sound it is of. */
export function faultsAgainst(cues: readonly Cue[], durationMs: number): string[] {
  const last = cues.at(-1)
  if (!last) return ['La transcription est vide.']
  const faults: string[] = []
  if (last.end > durationMs + 1000)
    faults.push('La transcription va plus loin que le son : vérifiez qu’elle est bien celle de cet épisode.')
  if (last.end < durationMs / 2)
    faults.push('La transcription s’arrête avant la moitié du son. Complétez-la.')
  return faults
}

const stamp = (ms: number): string => {
  const part = (value: number, width: number) => String(Math.floor(value)).padStart(width, '0')
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The transcript as it is served, written anew from what was read. */
export const writeVtt = (cues: readonly Cue[]): string =>
  `WEBVTT\n\n${cues
    .map(
      ({ start, end, speaker, text }) =>
        `${stamp(start)} --> ${stamp(end)}\n<v ${escaped(speaker)}>${escaped(text)}`,
    )
    .join('\n\n')}\n`

/** What one voice says before another one speaks. */
export interface Turn {
  readonly speaker: string
  readonly cues: readonly Cue[]
}

/** The cues of a transcript, by turns. */
export function turnsOf(cues: readonly Cue[]): Turn[] {
  const turns: { speaker: string; cues: Cue[] }[] = []
  for (const cue of cues) {
    const last = turns.at(-1)
    if (last?.speaker === cue.speaker) last.cues.push(cue)
    else turns.push({ speaker: cue.speaker, cues: [cue] })
  }
  return turns
}

/** The transcript as one reads it. */
export const writeText = (title: string, cues: readonly Cue[]): string =>
  `${title}\n\n${turnsOf(cues)
    .map(({ speaker, cues: said }) => `${speaker} : ${said.map(({ text }) => text).join(' ')}`)
    .join('\n\n')}\n`
