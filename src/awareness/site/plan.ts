/** The plan of the site, as a person reads it. */
export const plan: readonly {
  readonly title: string
  readonly pages: readonly (readonly [string, string])[]
}[] = [
  {
    title: 'Être aidé',
    pages: [
      ['/', 'Accueil'],
      ['/urgence', 'Numéros d’urgence'],
      ['/besoin-d-aide', 'Jeunes : besoin d’aide'],
      ['/parents', 'Parents et proches'],
      ['/professionnels', 'Professionnels'],
      ['/appeler', 'Ce qui se passe quand on appelle'],
      ['/ecrire', 'Nous écrire'],
      ['/aide', 'Trouver de l’aide près de chez vous'],
    ],
  },
  {
    title: 'Facile à lire',
    pages: [
      ['/facile', 'Repère, en facile à lire'],
      ['/facile/besoin-d-aide', 'Je suis jeune'],
      ['/facile/parents', 'Je suis un parent'],
    ],
  },
  {
    title: 'Comprendre',
    pages: [
      ['/signes', 'Les signes qui alertent'],
      ['/carte', 'La carte'],
      ['/chiffres', 'Les chiffres'],
      ['/donnees', 'Données ouvertes'],
      ['/podcast', 'Le podcast'],
      ['/ressources', 'Les ressources'],
      ['/pratiques', 'Les pratiques des territoires'],
      ['/professionnels/intervention', 'Demander une intervention'],
      ['/appels-a-projets', 'Les appels à projets'],
    ],
  },
  {
    title: 'Ce site',
    pages: [
      ['/traces', 'Ce qui reste après votre visite'],
      ['/donnees-personnelles', 'Vos données'],
      ['/accessibilite', 'Accessibilité'],
      ['/mentions-legales', 'Mentions légales'],
    ],
  },
]
