import { actorKind, ageBand, exploitationMode, exploitationPlace, problem } from '#vocabulary'
import type { Page, Question } from '../shape.ts'
import { count, grid, ifMet, optionsFrom, page, ranked, several, single, text, yesNo } from './build.ts'

/** Said at the beginning of each of the four. */
export const promise =
  'Ce questionnaire de la plateforme nationale de lutte contre la prostitution des mineurs sert à savoir qui fait quoi, ' +
  'où, et ce qui manque. Il porte sur votre service, jamais sur un enfant en particulier. Comptez une trentaine de minutes ; ' +
  'vous pouvez répondre à plusieurs et vous arrêter à tout moment. Une estimation vaut mieux qu’un silence : ' +
  'laissez vide ce que vous ignorez.'

export const noNames =
  'Sans nom, prénom, adresse ni détail qui permette de reconnaître un enfant ou sa famille.'

/** The question that every addressee is asked, in the same words for the yearly report. */
export const met = (where: string): Question =>
  yesNo(
    'phenomenon_met',
    `Au cours des douze derniers mois, avez-vous rencontré la prostitution de mineurs ${where} ?`,
    {
      isRequired: true,
      description:
        'Situations avérées, probables ou suspectées, y compris les conduites dites pré-prostitutionnelles.',
    },
  )

export const frequency = (where: string, more: Question[] = []): Page =>
  page('frequence', 'L’ampleur du phénomène', 'Des ordres de grandeur suffisent.', [
    met(where),
    count('situations_count', 'Combien de mineurs sont concernés, à votre connaissance, sur douze mois ?', {
      ...ifMet,
      max: 5000,
      description:
        'Un nombre entier. Comptez chaque mineur une seule fois, même s’il a été signalé plusieurs fois.',
    }),
    single(
      'count_source',
      'D’où vient ce nombre ?',
      [
        ['counted', 'D’un comptage : tableau de suivi, logiciel'],
        ['estimated', 'D’une estimation de l’équipe'],
        ['impossible', 'Nous ne pouvons pas le dire'],
      ],
      ifMet,
    ),
    single('trend', 'Par rapport à l’année précédente, le nombre de situations repérées…', [
      ['up', 'a augmenté'],
      ['stable', 'est resté stable'],
      ['down', 'a diminué'],
      ['unknown', 'Ne sait pas'],
    ]),
    ...more,
  ])

export const profiles = (more: Question[] = []): Page =>
  page('profils', 'Les mineurs concernés', 'Des tendances, et non des cas.', [
    several('age_bands', 'Quels âges rencontrez-vous ?', optionsFrom(ageBand, ['unknown']), ifMet),
    single(
      'girls_share',
      'Parmi eux, les filles sont…',
      [
        ['all', 'toutes ou presque (plus de 90 %)'],
        ['most', 'très majoritaires (de 70 à 90 %)'],
        ['half', 'un peu plus nombreuses, ou à parts égales'],
        ['few', 'moins nombreuses que les garçons'],
        ['unknown', 'Ne sait pas'],
      ],
      ifMet,
    ),
    several('problems_seen', 'Quelles difficultés sont le plus souvent associées ?', optionsFrom(problem), {
      ...ifMet,
      maxSelectedChoices: 5,
      showOtherItem: true,
    }),
    several(
      'modes_seen',
      'Quelles formes d’exploitation avez-vous repérées ?',
      optionsFrom(exploitationMode, ['unknown']),
      {
        ...ifMet,
        showOtherItem: true,
      },
    ),
    several('places_seen', 'Dans quels lieux ?', optionsFrom(exploitationPlace, ['unknown']), {
      ...ifMet,
      showOtherItem: true,
    }),
    ...more,
  ])

const rhythms = [
  ['regular', 'Réguliers'],
  ['occasional', 'Occasionnels'],
  ['none', 'Aucun'],
] as const

export const partners = (kinds: readonly string[], more: Question[] = []): Page =>
  page('partenaires', 'Les partenaires', '', [
    grid(
      'partner_links',
      'Quels échanges avez-vous sur ce sujet avec…',
      rhythms,
      kinds.map((code) => [code, actorKind.label(code)] as const),
    ),
    several(
      'agreements',
      'Des conventions ou protocoles encadrent-ils ces échanges ?',
      [
        ['justice', 'Avec le parquet ou le tribunal pour enfants'],
        ['police', 'Avec la police ou la gendarmerie'],
        ['health', 'Avec la santé'],
        ['education', 'Avec l’Éducation nationale'],
        ['association', 'Avec une association spécialisée'],
      ],
      { showNoneItem: true, noneText: 'Aucun protocole écrit', showOtherItem: true },
    ),
    ...more,
  ])

export const training = (who: string, more: Question[] = []): Page =>
  page('formation', 'La formation', '', [
    single('trained_share', `Quelle part de ${who} a été formée ou sensibilisée à ce sujet ?`, [
      ['none', 'Personne'],
      ['few', 'Moins d’un quart'],
      ['some', 'D’un quart à la moitié'],
      ['most', 'Plus de la moitié'],
      ['all', 'Tout le monde ou presque'],
      ['unknown', 'Ne sait pas'],
    ]),
    several(
      'training_wished',
      'Sur quoi souhaiteriez-vous être formés ?',
      [
        ['spotting', 'Repérer les signes'],
        ['talking', 'En parler avec un jeune'],
        ['families', 'Accompagner les familles'],
        ['law', 'Le cadre juridique et les écrits'],
        ['digital', 'Les réseaux sociaux et le recrutement en ligne'],
        ['trauma', 'Le psychotraumatisme'],
        ['runaway', 'La fugue et le retour de fugue'],
      ],
      { maxSelectedChoices: 3, showOtherItem: true },
    ),
    ...more,
  ])

export const needs = (more: Question[] = []): Page =>
  page('besoins', 'Vos besoins et vos pratiques', '', [
    ranked('needs_ranked', 'Qu’est-ce qui vous aiderait le plus ?', [
      ['shelter', 'Des lieux d’accueil et de mise à l’abri'],
      ['team', 'Une équipe ou un référent spécialisé'],
      ['care', 'Un accès plus rapide aux soins psychiques'],
      ['tools', 'Des outils communs : grille de repérage, protocole'],
      ['network', 'Un réseau de partenaires qui se connaissent'],
    ]),
    text('obstacles', 'Quels obstacles rencontrez-vous le plus souvent ?', { description: noNames }),
    yesNo(
      'practice_to_share',
      'Avez-vous une pratique qui fonctionne et que d’autres pourraient reprendre ?',
    ),
    text('practice', 'Décrivez-la : le problème, ce que vous faites, avec qui, ce que cela change.', {
      visibleIf: "{practice_to_share} = 'yes'",
      description: `${noNames} Elle ne sera publiée qu’avec votre accord.`,
    }),
    yesNo('contact_agreed', 'Acceptez-vous que la plateforme vous recontacte pour un entretien ?'),
    ...more,
  ])
