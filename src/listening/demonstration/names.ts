import type { Draws } from './random.ts'

const girls = [
  'Alizée',
  'Amandine',
  'Anaïs',
  'Assia',
  'Aya',
  'Bérénice',
  'Camélia',
  'Célia',
  'Chloé',
  'Clara',
  'Coralie',
  'Dina',
  'Élodie',
  'Emma',
  'Fanny',
  'Farah',
  'Gaëlle',
  'Hanaé',
  'Inès',
  'Iris',
  'Jade',
  'Joanna',
  'Kenza',
  'Laura',
  'Léna',
  'Lilou',
  'Louane',
  'Lucie',
  'Maëlle',
  'Maïssa',
  'Manon',
  'Margaux',
  'Mélina',
  'Nadia',
  'Naomi',
  'Océane',
  'Ophélie',
  'Pauline',
  'Perrine',
  'Rania',
  'Romane',
  'Salomé',
  'Sarah',
  'Solène',
  'Tess',
  'Thaïs',
  'Vanille',
  'Yaëlle',
  'Yasmine',
  'Zoé',
] as const
const boys = ['Adam', 'Enzo', 'Gabin', 'Hugo', 'Ilyan', 'Kylian', 'Mathis', 'Nolan', 'Timéo'] as const
const women = [
  'Agnès',
  'Béatrice',
  'Carole',
  'Christine',
  'Delphine',
  'Fatima',
  'Florence',
  'Hélène',
  'Isabelle',
  'Karima',
  'Malika',
  'Nathalie',
  'Patricia',
  'Sandrine',
  'Sylvie',
  'Valérie',
] as const
const men = ['Alain', 'Daniel', 'Gérard', 'Jérôme', 'Laurent', 'Olivier', 'Rachid', 'Thierry'] as const
/** No family bears these: whoever reads one knows that it is a demonstration. */
const surnames = [
  'Exemple',
  'Fictif',
  'Imaginaire',
  'Modèle',
  'Maquette',
  'Figurant',
  'Brouillon',
  'Canevas',
  'Décor',
  'Esquisse',
  'Inventé',
  'Légende',
  'Personnage',
  'Rideau',
  'Scénario',
  'Songe',
  'Théâtre',
  'Fable',
  'Conte',
  'Papier',
] as const

export interface Named {
  readonly firstName: string
  readonly lastName: string
}

export const nameMinor = (draws: Draws, gender: string): Named => ({
  firstName: gender === 'boy' ? draws.pick(boys) : draws.pick(girls),
  lastName: draws.pick(surnames),
})

export const nameAdult = (draws: Draws, gender: 'woman' | 'man'): Named => ({
  firstName: draws.pick(gender === 'man' ? men : women),
  lastName: draws.pick(surnames),
})

/** Numbers set aside for fiction by the French regulator: nobody answers them. */
export function fictionalPhone(draws: Draws): string {
  const pair = () => String(draws.under(100)).padStart(2, '0')
  return `06 39 98 ${pair()} ${pair()}`
}
