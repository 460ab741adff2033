import type { FrameParts } from '#kernel/public/frame.ts'

/** What surrounds the pages that anyone may open. */
export const siteFrame: FrameParts = {
  nav: [
    { href: '/besoin-d-aide', label: 'Jeunes' },
    { href: '/parents', label: 'Parents et proches' },
    { href: '/professionnels', label: 'Professionnels' },
    { href: '/aide', label: 'Près de chez vous' },
    { href: '/ecrire', label: 'Nous écrire' },
    { href: '/facile', label: 'Facile à lire' },
  ],
  footer: [
    { href: '/urgence', label: 'Numéros d’urgence' },
    { href: '/appeler', label: 'Ce qui se passe quand on appelle' },
    { href: '/signes', label: 'Les signes qui alertent' },
    { href: '/carte', label: 'La carte' },
    { href: '/chiffres', label: 'Les chiffres' },
    { href: '/podcast', label: 'Le podcast' },
    { href: '/ressources', label: 'Les ressources' },
    { href: '/donnees-personnelles', label: 'Vos données' },
    { href: '/accessibilite', label: 'Accessibilité : partiellement conforme' },
    { href: '/mentions-legales', label: 'Mentions légales' },
    { href: '/plan-du-site', label: 'Plan du site' },
  ],
  exit: {
    href: 'https://www.meteofrance.com/',
    label: 'Quitter vite',
    about: { href: '/traces', label: 'Ce qui reste après votre visite' },
  },
  numbers: [
    {
      number: '17',
      by: 'voice',
      who: 'police ou gendarmerie',
      note: 'Danger immédiat. Le 112 répond aussi, partout en Europe.',
      isFirst: true,
    },
    {
      number: '114',
      by: 'text',
      who: 'urgence par SMS',
      note: 'Si vous ne pouvez pas parler : écrivez où vous êtes.',
      isFirst: true,
    },
    {
      number: '119',
      by: 'voice',
      who: 'enfance en danger',
      note: 'Jour et nuit, gratuit. L’appel ne se voit pas sur la facture.',
      isFirst: true,
    },
    { number: '15', by: 'voice', who: 'urgence médicale', note: 'Blessure, malaise, risque de suicide.' },
    { number: '112', by: 'voice', who: 'toutes les urgences', note: 'Le même numéro dans toute l’Europe.' },
    {
      number: '3018',
      by: 'voice',
      who: 'violences en ligne',
      note: 'Images, chantage, comptes à faire fermer. Gratuit.',
    },
    {
      number: '116 000',
      by: 'voice',
      who: 'enfants disparus',
      note: 'Pour une fugue ou une disparition. Jour et nuit, gratuit.',
    },
  ],
}
