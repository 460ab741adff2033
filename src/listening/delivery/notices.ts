/**
 * Every word that leaves by e-mail, once and for all: whoever looks over a shoulder, or opens a stolen mailbox, learns
 * that something waits somewhere. No name, no reference, no subject, no link that opens anything without signing in.
 */
export const noticeSubject = 'Un élément vous attend'

/** The words of a notice; the same for everybody, for a first notice and for a reminder. */
export const noticeText = (signInPage: string): string => `Bonjour,

Un élément vous attend dans votre espace professionnel.
Connectez-vous pour en prendre connaissance :

${signInPage}

Ce message est automatique et ne contient aucune information. N’y répondez pas.
`

/** Where people of an authority sign in, and nothing more. */
export const signInPage = (partnerUrl: string): string => new URL('/partenaire', partnerUrl).href
