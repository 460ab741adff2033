import type { Survey } from '../shape.ts'
import { count, grid, ifMet, page, several, single, yesNo } from './build.ts'
import { frequency, needs, partners, profiles, promise, training } from './common.ts'
import { prostitutionSigns } from './signs.ts'

/** To the departmental homes: what happens in and around the place where children live. */
export const departmentalHomeSurvey: Survey = {
  title: 'Foyers départementaux de l’enfance : accueillir et protéger',
  description: promise,
  pages: [
    frequency('dans votre établissement', [
      count('places', 'Combien de mineurs votre établissement peut-il accueillir ?', {
        max: 2000,
        isRequired: true,
      }),
    ]),
    profiles([
      single(
        'arrival',
        'Le plus souvent, l’exploitation…',
        [
          ['before', 'avait commencé avant l’accueil'],
          ['during', 'a commencé pendant l’accueil'],
          ['both', 'Autant l’un que l’autre'],
          ['unknown', 'Ne sait pas'],
        ],
        ifMet,
      ),
    ]),
    page('reperage', 'Le repérage au quotidien', '', [
      several('signs_seen', 'Quels signes vous alertent le plus souvent ?', prostitutionSigns, {
        maxSelectedChoices: 6,
        showOtherItem: true,
      }),
      several(
        'recruitment',
        'Comment les mineurs sont-ils approchés ?',
        [
          ['peers', 'Par d’autres jeunes accueillis'],
          ['surroundings', 'Par des adultes aux abords de l’établissement'],
          ['networks', 'Par les réseaux sociaux'],
          ['partner', 'Par un petit ami ou une petite amie'],
          ['unknown', 'Ne sait pas'],
        ],
        { ...ifMet, showOtherItem: true },
      ),
      yesNo('spotting_tool', 'L’équipe utilise-t-elle une grille ou un outil de repérage ?'),
      single('night_team', 'La nuit, qui peut reconnaître ces signes et réagir ?', [
        ['trained', 'Une équipe formée à ce sujet'],
        ['untrained', 'Une équipe qui n’y est pas formée'],
        ['watch', 'Une surveillance seulement'],
      ]),
    ]),
    page('circuits', 'Fugues, protection, accompagnement', '', [
      count('runaways', 'Combien de déclarations de fugue avez-vous faites sur douze mois ?', { max: 20000 }),
      single('runaway_return', 'Un entretien a-t-il lieu au retour de fugue ?', [
        ['always', 'Toujours'],
        ['sometimes', 'Parfois'],
        ['never', 'Jamais'],
      ]),
      several(
        'first_steps',
        'Que faites-vous quand une situation est repérée ?',
        [
          ['talk', 'Un entretien avec le mineur'],
          ['team', 'Une réunion d’équipe'],
          ['ase', 'Une information à l’ASE'],
          ['report', 'Un signalement au parquet'],
          ['complaint', 'Un accompagnement au dépôt de plainte'],
          ['care', 'Une orientation vers le soin'],
          ['move', 'Une demande d’éloignement'],
        ],
        { showOtherItem: true },
      ),
      grid(
        'difficulties',
        'Ces difficultés sont-elles fréquentes ?',
        [
          ['often', 'Souvent'],
          ['sometimes', 'Parfois'],
          ['never', 'Jamais'],
        ],
        [
          ['other_minors', 'L’effet sur les autres mineurs accueillis'],
          ['adults_around', 'La présence d’adultes autour de l’établissement'],
          ['phone', 'L’usage du téléphone et des réseaux'],
          ['team_wear', 'L’usure de l’équipe'],
          ['place_end', 'La fin de l’accueil décidée pour ce motif'],
        ],
        ifMet,
      ),
      yesNo('rules', 'Votre projet d’établissement aborde-t-il la prostitution des mineurs ?'),
      yesNo('life_education', 'Proposez-vous des séances d’éducation à la vie affective et sexuelle ?'),
    ]),
    partners([
      'ase',
      'justice',
      'police_gendarmerie',
      'pjj',
      'education',
      'health',
      'association',
      'company',
    ]),
    training('votre équipe'),
    needs(),
  ],
}
