/** Beginnings of a picture, a document and a recording, base64, and an address where one could be. */
export const PNG = "iVBORw0KGgo=";
export const PDF = "JVBERi0=";
export const WAV = "UklGRg==";
export const AT = "https://files.example/one";
