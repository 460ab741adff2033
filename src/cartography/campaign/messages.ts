/**
 * The words of every invitation and reminder: constant, so that whoever looks over a shoulder learns that a questionnaire
 * waits, and nothing of its subject. The link is the only thing that differs.
 */
export const messageSubject = {
  invitation: 'Un questionnaire vous attend',
  reminder: 'Un questionnaire vous attend toujours',
} as const

/** The text of a message; the same for everybody, but for the link. */
export const messageText = (link: string): string => `Bonjour,

Un questionnaire professionnel vous attend. Ce lien personnel l’ouvre, sans compte ni mot de passe :

${link}

Vous pouvez vous arrêter et reprendre avec le même lien. Il remplace ceux que vous avez reçus auparavant. Merci de ne pas le transmettre.

Ce message est automatique : personne ne lit les réponses qui y seraient faites. La page indique à qui vous adresser.
`
