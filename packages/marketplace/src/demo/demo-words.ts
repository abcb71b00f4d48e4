/** Short, unmistakable words for memorable passwords: 128 of them, seven bits each. */
export const DEMO_WORDS: readonly string[] = (
  "acorn amber anchor apple arrow aspen atlas autumn badge bamboo barley basil beacon berry birch bison " +
  "bramble breeze brick bridge bronze butter cabin cactus candle canoe canyon carbon castle cedar cherry chestnut " +
  "cider cinder clover cobalt cocoa comet copper coral cotton cricket crystal dahlia daisy denim desert dolphin " +
  "dragon drift eagle ember engine falcon feather fennel fern fiddle flint forest fossil fountain galaxy garden " +
  "garnet ginger glacier granite grape hazel heron hickory honey indigo iris ivory jasmine jungle juniper kettle " +
  "kiwi lagoon lantern laurel lemon lilac linen lotus magnet mango maple marble meadow melon mint " +
  "mosaic nectar nutmeg oasis olive onyx opal orbit orchid otter paper pebble pepper pine planet plum " +
  "poppy prairie quartz quill raven reef ribbon river saffron sage silver spruce sunset thistle tulip violet willow"
).split(" ");
