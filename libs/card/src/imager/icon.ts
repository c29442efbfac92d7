/** A card with an H, 40 by 40 pixels. */
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M8 2h18l8 8v28H8z" fill="#1f4e79"/><path d="M15 14v18m10-18v18M15 23h10" stroke="#fff" stroke-width="4"/></svg>';

/** Address of the icon that Imager shows, without a server. */
export const ICON = `data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}`;
