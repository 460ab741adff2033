import type { EpisodeFields } from './contract.ts'

/** The first episode, which the demonstration loads with its sound and its transcript. */
export const firstEpisode: Omit<EpisodeFields, 'seriesId'> = {
  title: 'Derrière l’écran : repérer, écouter, agir',
  slug: 'derriere-l-ecran',
  number: 1,
  kind: 'full',
  summary:
    'Comment des personnes gagnent la confiance d’un mineur en ligne, ce qui peut alerter, et les mots pour ouvrir une conversation. Pour les proches et pour les professionnels.',
  notes: [
    'Un jeune que vous aimez ou que vous accompagnez change, et vous vous demandez pourquoi. Maud et Karim expliquent **sans dramatiser** ce qui peut se passer derrière un écran, et ce que chacun peut faire.',
    '### À retenir',
    '- Ce n’est jamais la faute de l’enfant.\n- Un changement mérite une conversation.\n- Personne ne doit rester seul avec son inquiétude.',
    '### Les numéros cités',
    '- **17**, ou le **114** par SMS : danger immédiat\n- **119** : enfant en danger, jour et nuit\n- **3018** : violences en ligne\n- **116 000** : enfant disparu',
    'Maud et Karim sont des personnages, et leurs voix sont celles d’un ordinateur.',
  ].join('\n\n'),
  licence: 'cc_by_nc_nd',
  isExplicit: false,
  people: [
    { name: 'Maud Inventée', role: 'host' },
    { name: 'Karim Imaginaire', role: 'guest' },
  ],
  links: [
    { title: 'Allô Enfance en danger (119)', url: 'https://www.allo119.gouv.fr' },
    { title: '3018, contre les violences en ligne', url: 'https://e-enfance.org' },
  ],
  chapters: [
    { start: 0, title: 'Bienvenue' },
    { start: 35.6, title: 'Pourquoi en parler' },
    { start: 73.6, title: 'Comment cela commence' },
    { start: 120.1, title: 'Ce qui peut alerter' },
    { start: 155.9, title: 'En parler sans juger' },
    { start: 212.1, title: 'Vers qui se tourner' },
  ],
}

/** What comes next, still being written. */
export const secondEpisode: Omit<EpisodeFields, 'seriesId'> = {
  ...firstEpisode,
  title: 'Une journée au standard',
  slug: 'une-journee-au-standard',
  number: 2,
  summary:
    'Ce qui se passe quand vous appelez : qui répond, ce que l’on vous demande, et ce que l’on ne fait jamais.',
  notes: null,
  people: [{ name: 'Maud Inventée', role: 'host' }],
  links: [],
  chapters: [],
}
