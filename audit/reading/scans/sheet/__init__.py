"""The pixels of a page enter; a levelled page without its stamp, its rules and the boxes of its print leave."""
