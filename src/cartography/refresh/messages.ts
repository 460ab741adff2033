import { typeset } from '#kernel/trouble.ts'
import type { RefreshMessageKind } from '#vocabulary'

/** What a message is made from; none of it tells where a service is. */
interface Told {
  readonly name: string | null
  readonly service: string
  readonly link: string
  readonly days: number
}

const greeting = (name: string | null): string => (name ? `Bonjour ${name},` : 'Bonjour,')

const closing = ({ link, days }: Told): string => `${link}

Ce lien vous est personnel : il ouvre cette fiche et rien d’autre, sans compte ni mot de passe. Il reste valable ${days} jours, et remplace celui que vous auriez reçu auparavant. Ne le transférez pas.

Vous préférez ne plus figurer dans l’annuaire, ou ne plus recevoir ces messages ? Le même lien le permet, en bas de la page.
`

const words: Readonly<Record<RefreshMessageKind, { subject: string; text: (told: Told) => string }>> = {
  invitation: {
    subject: 'Votre fiche dans l’annuaire : est-elle toujours exacte ?',
    text: (told) => `${greeting(told.name)}

Le service « ${told.service} » figure dans l’annuaire de la plateforme nationale de lutte contre la prostitution des mineurs. Les écoutants s’en servent pour orienter les familles et les professionnels qui les appellent : une information périmée leur fait perdre un temps précieux.

Pouvez-vous relire cette fiche ? Si tout est exact, un seul bouton suffit. Sinon, proposez vos corrections :

${closing(told)}`,
  },
  listed: {
    subject: 'Vos coordonnées figurent dans un annuaire professionnel',
    text: (told) => `${greeting(told.name)}

Nous vous informons que vos coordonnées professionnelles figurent, pour le service « ${told.service} », dans l’annuaire de la plateforme nationale de lutte contre la prostitution des mineurs. Elles servent aux écoutants de la plateforme, et selon le choix noté sur la fiche aux professionnels ou au public, pour orienter les personnes qui ont besoin d’aide. Elles ne servent à rien d’autre.

Vous pouvez les consulter, les corriger, ou demander qu’elles n’y figurent plus :

${closing(told)}`,
  },
}

/** The words of a message to somebody of a service. */
export const messageOf = (kind: RefreshMessageKind, told: Told): { subject: string; text: string } => ({
  subject: words[kind].subject,
  text: typeset(words[kind].text(told)),
})
