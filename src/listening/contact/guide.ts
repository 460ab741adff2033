/** What helps while a part of the conversation is being noted. Short, ours, and never a script. */
export interface Guidance {
  readonly title: string
  readonly points: readonly string[]
}

export const guide: Readonly<Record<string, Guidance>> = {
  appelant: {
    title: 'Accueillir',
    points: [
      'Dire qui nous sommes, que l’appel est gratuit et n’apparaît pas sur la facture.',
      'Demander d’abord si la personne peut parler, et si quelqu’un écoute.',
      'Ne pas insister sur le nom : on peut aider quelqu’un qui ne se désigne pas.',
      'Demander ce qui est permis avant de noter un numéro.',
    ],
  },
  danger: {
    title: 'Mettre en sécurité',
    points: [
      'Où est le mineur en ce moment ? Avec qui ? Depuis quand ?',
      'Blessure, menace, séquestration, idées de suicide, fugue en cours : les secours d’abord.',
      'Si quelqu’un entre dans la pièce, proposer de répondre par oui ou par non, ou de se taire.',
      'Le danger se dit avec les mots de la loi, pas avec une note.',
    ],
  },
  mineur: {
    title: 'Reconnaître sans exposer',
    points: [
      'Un prénom, un surnom ou un compte suffit pour chercher.',
      'Le département où vit le mineur décide du service compétent ; celui où il se trouve peut être un autre.',
      'S’il est suivi, demander par qui et depuis quand plutôt que pourquoi.',
      'Dire « victime » ou « concernée » : les mots notés ici seront lus par d’autres.',
    ],
  },
  faits: {
    title: 'Recueillir',
    points: [
      'Laisser raconter, puis préciser : quand, où, à quelle fréquence, qui l’a vu.',
      'Noter qui le dit. Une inquiétude et un constat n’ont pas le même poids.',
      '« Absent » se note aussi : demandé, et la réponse est non.',
      'Aucun signe ne prouve rien à lui seul ; aucun score n’est calculé.',
    ],
  },
  recit: {
    title: 'Écrire',
    points: [
      'Les mots de la personne entre guillemets, sans les corriger.',
      'Séparer ce qui est dit, ce qui est vu, ce que vous en pensez.',
      'Pas de nom de tiers mis en cause si l’alerte n’en a pas besoin.',
      'Ce texte est scellé : on ne peut pas y chercher un mot.',
    ],
  },
  actions: {
    title: 'Agir',
    points: [
      'Dire à la personne ce qui va se passer, par qui et quand.',
      'Les parents sont informés d’une information préoccupante, sauf si c’est contraire à l’intérêt de l’enfant.',
      'Un conseil donné compte autant qu’une transmission : le noter.',
      'Orienter vers un service, c’est aussi vérifier qu’il peut recevoir.',
    ],
  },
  rappel: {
    title: 'Garder le lien',
    points: [
      'Convenir d’un moment où la personne est seule, et de qui peut décrocher.',
      'Demander comment se présenter si quelqu’un d’autre répond.',
      'Une promesse de rappel ne disparaît jamais : en retard, elle reste en tête de liste.',
      'Rappeler les numéros : 119, 17, 112, 114 par SMS, 3018 pour les violences en ligne.',
    ],
  },
}
