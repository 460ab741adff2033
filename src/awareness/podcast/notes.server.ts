import { marked } from 'marked'
import sanitize from 'sanitize-html'

/** What notes may hold: words, lists and links, and nothing that looks like something else. */
const allowed = {
  allowedTags: ['p', 'br', 'strong', 'em', 'ul', 'ol', 'li', 'a', 'h3', 'blockquote'],
  allowedAttributes: { a: ['href', 'rel'] },
  allowedSchemes: ['https', 'http'],
  transformTags: {
    h1: 'h3',
    h2: 'h3',
    h4: 'h3',
    h5: 'h3',
    h6: 'h3',
    a: (tag: string, { href = '' }: Record<string, string>) => ({
      tagName: tag,
      attribs: { ...(href && { href }), rel: 'noreferrer' },
    }),
  },
} satisfies sanitize.IOptions

/** The notes of an episode as HTML, from what was written with Markdown. */
export function notesHtml(notes: string | null): string {
  if (!notes) return ''
  return sanitize(marked.parse(notes, { async: false, gfm: true, breaks: true }), allowed).trim()
}
