import type { Survey } from '../shape.ts'
import { count, grid, ifMet, page, several, single, text, yesNo } from './build.ts'
import { frequency, needs, partners, profiles, promise, training } from './common.ts'
import { certainty, prostitutionSigns } from './signs.ts'

/** To the child-welfare services: children who are followed or in care. */
export const aseSurvey: Survey = {
  title: 'Aide sociale à l’enfance : repérer et accompagner',
  description: promise,
  pages: [
    frequency('dans votre service', [
      single('certainty_most', 'Le plus souvent, la situation est…', certainty, ifMet),
    ]),
    profiles([
      several(
        'measures_seen',
        'Sous quelles mesures sont ces mineurs ?',
        [
          ['administrative_help', 'Aide éducative administrative (AED)'],
          ['aemo', 'Assistance éducative en milieu ouvert (AEMO)'],
          ['judicial_placement', 'Placement judiciaire'],
          ['provisional_reception', 'Accueil provisoire'],
          ['young_adult', 'Contrat jeune majeur, après la majorité'],
          ['no_measure', 'Aucune mesure au moment du repérage'],
        ],
        ifMet,
      ),
    ]),
    page('reperage', 'Le repérage', '', [
      several('signs_seen', 'Quels signes vous alertent le plus souvent ?', prostitutionSigns, {
        maxSelectedChoices: 6,
        showOtherItem: true,
      }),
      yesNo('spotting_tool', 'Utilisez-vous une grille ou un outil de repérage ?'),
      text('spotting_tool_name', 'Lequel ?', { visibleIf: "{spotting_tool} = 'yes'" }),
      several(
        'first_to_tell',
        'Qui vous alerte en premier ?',
        [
          ['family', 'La famille'],
          ['home', 'Le lieu d’accueil'],
          ['school', 'L’école'],
          ['health', 'La santé'],
          ['police', 'La police ou la gendarmerie'],
          ['minor', 'Le mineur lui-même ou ses amis'],
          ['platform', 'Le 119 ou la plateforme'],
        ],
        { maxSelectedChoices: 3, showOtherItem: true },
      ),
    ]),
    page('circuits', 'Ce qui se passe ensuite', '', [
      several(
        'first_steps',
        'Que faites-vous quand la situation est repérée ?',
        [
          ['talk', 'Un entretien avec le mineur'],
          ['parents', 'Une rencontre avec les parents'],
          ['meeting', 'Une réunion de concertation'],
          ['report', 'Un signalement au parquet'],
          ['judge', 'Une note au juge des enfants'],
          ['complaint', 'Un accompagnement au dépôt de plainte'],
          ['care', 'Une orientation vers le soin'],
          ['specialised', 'Une orientation vers un service spécialisé'],
        ],
        { showOtherItem: true },
      ),
      single(
        'delay',
        'En combien de temps une réponse adaptée est-elle trouvée, le plus souvent ?',
        [
          ['days', 'Quelques jours'],
          ['weeks', 'Quelques semaines'],
          ['months', 'Plusieurs mois'],
          ['rarely', 'Rarement'],
        ],
        ifMet,
      ),
      grid(
        'responses',
        'Ces réponses sont-elles disponibles quand il le faut ?',
        [
          ['yes', 'Oui'],
          ['late', 'Avec du retard'],
          ['no', 'Non'],
        ],
        [
          ['shelter', 'Mise à l’abri'],
          ['breakaway', 'Séjour de rupture, éloignement'],
          ['psychotrauma', 'Soin du psychotraumatisme'],
          ['aemo_plus', 'AEMO renforcée'],
          ['outreach', 'Équipe mobile ou aller-vers'],
        ],
      ),
      count('moved_away', 'Combien de mineurs ont été éloignés du département sur douze mois ?', {
        ...ifMet,
        max: 500,
      }),
      yesNo('families_supported', 'Proposez-vous un soutien aux parents ?'),
    ]),
    partners([
      'crip',
      'departmental_home',
      'justice',
      'pjj',
      'police_gendarmerie',
      'education',
      'health',
      'association',
    ]),
    training('vos professionnels'),
    needs(),
  ],
}
