import type { Survey } from '../shape.ts'
import { count, ifMet, page, several, single, text, yesNo } from './build.ts'
import { frequency, needs, partners, profiles, promise, training } from './common.ts'
import { certainty, prostitutionSigns } from './signs.ts'

/** To the cells that receive what is worrying. */
export const cripSurvey: Survey = {
  title: 'CRIP : recueillir et qualifier',
  description: promise,
  pages: [
    frequency('dans les informations que vous recevez', [
      count('ip_total', 'Combien d’informations préoccupantes avez-vous reçues en tout sur douze mois ?', {
        max: 50000,
      }),
      count('ip_prostitution', 'Parmi elles, combien évoquent la prostitution d’un mineur ?', {
        ...ifMet,
        max: 5000,
        description: 'Au moment de la réception ou à la fin de l’évaluation.',
      }),
    ]),
    page(
      'qualification',
      'Nommer le phénomène',
      'Le motif n’existe pas partout dans les logiciels : dites-nous comment vous faites.',
      [
        single(
          'category_exists',
          'Votre logiciel permet-il de noter ce motif ?',
          [
            ['yes', 'Oui, un motif lui est propre'],
            ['nearby', 'Non, nous utilisons un motif voisin'],
            ['no', 'Non, rien ne le permet'],
          ],
          { isRequired: true },
        ),
        text('category_used', 'Lequel utilisez-vous ?', { visibleIf: "{category_exists} = 'nearby'" }),
        single('certainty_most', 'À la réception, la situation est le plus souvent…', certainty, ifMet),
      ],
    ),
    profiles(),
    page('reperage', 'Le repérage', '', [
      several(
        'sources',
        'Qui transmet ces informations ?',
        [
          ['platform_119', 'Le 119 ou la plateforme nationale'],
          ['education', 'L’Éducation nationale'],
          ['health', 'La santé'],
          ['police_gendarmerie', 'La police ou la gendarmerie'],
          ['justice', 'La justice'],
          ['child_protection', 'Un lieu d’accueil ou un service de l’ASE'],
          ['family', 'La famille ou l’entourage'],
          ['minor', 'Le mineur lui-même'],
        ],
        { ...ifMet, showOtherItem: true },
      ),
      several('signs_seen', 'Quels signes sont le plus souvent cités ?', prostitutionSigns, {
        maxSelectedChoices: 6,
        showOtherItem: true,
      }),
    ]),
    page('circuits', 'Les suites', '', [
      single('urgent_circuit', 'Une information de ce type suit-elle un circuit accéléré ?', [
        ['always', 'Toujours'],
        ['sometimes', 'Selon la gravité'],
        ['never', 'Non'],
      ]),
      several(
        'outcomes',
        'Quelles suites sont les plus fréquentes ?',
        [
          ['judicial_referral', 'Saisine de l’autorité judiciaire'],
          ['administrative_help', 'Aide ou prestation de l’ASE'],
          ['joined_existing_measure', 'Versé à une mesure en cours'],
          ['closed_no_action', 'Classement'],
          ['evaluation_impossible', 'Évaluation impossible'],
          ['not_found', 'Mineur non localisé'],
        ],
        { ...ifMet, maxSelectedChoices: 3 },
      ),
      count('delay_days', 'En combien de jours l’évaluation est-elle rendue, en moyenne ?', {
        ...ifMet,
        max: 400,
      }),
      yesNo('return_given', 'Donnez-vous un retour à la personne qui a transmis ?'),
      yesNo('other_departement', 'Échangez-vous avec d’autres CRIP quand un mineur change de département ?'),
    ]),
    partners([
      'ase',
      'justice',
      'police_gendarmerie',
      'pjj',
      'education',
      'health',
      'association',
      'national_body',
    ]),
    training('votre équipe'),
    needs(),
  ],
}
