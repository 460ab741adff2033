import { departementName, safeChannel, safeVoicemail, webWorry, webWriter } from '#vocabulary'
import type { Letter, LetterHead } from './letter.ts'

/** The message as the narrative of its contact: the words of whoever wrote first, then what was ticked. */
export function narrativeOf(head: LetterHead, letter: Letter, receipt: string): string {
  const { reach } = letter
  const lines = [
    letter.text,
    '',
    `— Message du formulaire public, reçu ${receipt}.`,
    head.writer && `Qui écrit : ${webWriter.label(head.writer)}.`,
    head.worry && `Inquiétude : ${webWorry.label(head.worry)}.`,
    head.departement && `Département : ${departementName(head.departement)}.`,
    letter.place && `Lieu : ${letter.place}.`,
    reach
      ? `Accepte d’être joint : ${safeChannel.label(reach.channel).toLowerCase()}, noté dans les moyens sûrs.`
      : 'N’a pas permis qu’on cherche à le joindre.',
    reach && `Répondeur : ${safeVoicemail.label(reach.voicemail).toLowerCase()}.`,
  ]
  return lines.filter((line) => line !== null).join('\n')
}
