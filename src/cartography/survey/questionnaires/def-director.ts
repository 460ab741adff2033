import { serviceKind } from '#vocabulary'
import type { Survey } from '../shape.ts'
import { grid, ifMet, line, optionsFrom, page, several, single, text, yesNo } from './build.ts'
import { frequency, needs, partners, profiles, promise, training } from './common.ts'

/** To the director of childhood and family of a département: policy, resources, steering. */
export const defDirectorSurvey: Survey = {
  title: 'Directions enfance-famille : politique et ressources du département',
  description: promise,
  pages: [
    frequency('dans votre direction ou ses services', [
      single('follow_up', 'Suivez-vous ce phénomène dans un tableau de bord ou un observatoire ?', [
        ['yes', 'Oui, chaque année'],
        ['partly', 'En partie, ou de façon ponctuelle'],
        ['no', 'Non'],
      ]),
    ]),
    profiles([
      single(
        'in_care_share',
        'Parmi ces mineurs, ceux qui sont confiés à l’aide sociale à l’enfance sont…',
        [
          ['minority', 'minoritaires'],
          ['half', 'environ la moitié'],
          ['majority', 'majoritaires'],
          ['unknown', 'Ne sait pas'],
        ],
        ifMet,
      ),
    ]),
    page('politique', 'L’organisation du département', '', [
      yesNo('in_scheme', 'La prostitution des mineurs figure-t-elle dans votre schéma départemental ?', {
        isRequired: true,
      }),
      yesNo('referent', 'Un référent ou une cellule est-il désigné pour ce sujet ?'),
      line('referent_post', 'Quel poste ou service porte cette mission ?', {
        visibleIf: "{referent} = 'yes'",
        description: 'La fonction suffit : « cheffe de service », « chargé de mission ».',
      }),
      yesNo('budget', 'Un budget y est-il consacré cette année ?'),
      several(
        'circuit_written',
        'Un circuit écrit existe-t-il pour…',
        [
          ['spotting', 'repérer et partager l’information'],
          ['evaluation', 'évaluer la situation'],
          ['shelter', 'mettre à l’abri en urgence'],
          ['runaway', 'le signalement et le retour de fugue'],
        ],
        { showNoneItem: true, noneText: 'Aucun circuit écrit' },
      ),
    ]),
    page(
      'ressources',
      'Les ressources du territoire',
      'Dans le département, ou accessibles à ses habitants.',
      [
        several(
          'services_available',
          'De quoi disposez-vous pour les mineurs concernés ?',
          optionsFrom(serviceKind),
          {
            showNoneItem: true,
            noneText: 'Aucune ressource spécialisée',
            showOtherItem: true,
          },
        ),
        text('services_named', 'Citez les services que nous devrions connaître.', {
          description:
            'Nom du service, commune, coordonnées professionnelles. Ils seront ajoutés à l’annuaire après vérification.',
        }),
        single(
          'far_shelter',
          'Pouvez-vous éloigner un mineur dans un autre département quand c’est nécessaire ?',
          [
            ['easily', 'Oui, facilement'],
            ['hardly', 'Oui, mais difficilement'],
            ['no', 'Non'],
            ['unknown', 'Ne sait pas'],
          ],
        ),
        grid(
          'overseas_flights',
          'Pour un éloignement vers l’Hexagone, ces points sont-ils réglés ?',
          [
            ['yes', 'Oui'],
            ['partly', 'En partie'],
            ['no', 'Non'],
          ],
          [
            ['travel', 'Le voyage et l’accompagnement'],
            ['reception', 'L’accueil à l’arrivée'],
            ['return', 'Le retour et le lien avec la famille'],
          ],
          { visibleIf: "{departement} anyof ['971', '972', '973', '974', '976']" },
        ),
      ],
    ),
    partners(
      ['crip', 'justice', 'police_gendarmerie', 'pjj', 'education', 'health', 'association', 'state_service'],
      [yesNo('steering', 'Une instance réunit-elle régulièrement ces partenaires sur ce sujet ?')],
    ),
    training('vos professionnels de l’enfance'),
    needs(),
  ],
}
