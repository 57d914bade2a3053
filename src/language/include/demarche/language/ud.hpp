// The inventories of Universal Dependencies that the chain predicts (https://universaldependencies.org,
// version 2). Thread rule: constants.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace demarche::language {

// Universal part-of-speech tags, in the alphabetical order of the guidelines.
enum class Upos : std::uint8_t {
  Adj,
  Adp,
  Adv,
  Aux,
  Cconj,
  Det,
  Intj,
  Noun,
  Num,
  Part,
  Pron,
  Propn,
  Punct,
  Sconj,
  Sym,
  Verb,
  X,
};
inline constexpr std::array<std::string_view, 17> kUposNames = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"};

// Penn tags as EWT and GUM write them in XPOS; they carry the verb form ("VBD", "VBN", "VBG", "MD") and the
// number.
enum class Xpos : std::uint8_t {
  None,
  Add,
  Afx,
  Cc,
  Cd,
  Dt,
  Ex,
  Fw,
  Gw,
  Hyph,
  In,
  Jj,
  Jjr,
  Jjs,
  Lrb,
  Ls,
  Md,
  Nfp,
  Nn,
  Nnp,
  Nnps,
  Nns,
  Pdt,
  Pos,
  Prp,
  PrpDollar,
  Rb,
  Rbr,
  Rbs,
  Rp,
  Rrb,
  Sym,
  To,
  Uh,
  Vb,
  Vbd,
  Vbg,
  Vbn,
  Vbp,
  Vbz,
  Wdt,
  Wp,
  WpDollar,
  Wrb,
  Xx,
  Comma,
  Period,
  Colon,
  OpenQuote,
  CloseQuote,
  Dollar,
};
inline constexpr std::array<std::string_view, 51> kXposNames = {
    "_",   "ADD",   "AFX", "CC",  "CD",    "DT",  "EX",  "FW",   "GW",  "HYPH", "IN",  "JJ",  "JJR",
    "JJS", "-LRB-", "LS",  "MD",  "NFP",   "NN",  "NNP", "NNPS", "NNS", "PDT",  "POS", "PRP", "PRP$",
    "RB",  "RBR",   "RBS", "RP",  "-RRB-", "SYM", "TO",  "UH",   "VB",  "VBD",  "VBG", "VBN", "VBP",
    "VBZ", "WDT",   "WP",  "WP$", "WRB",   "XX",  ",",   ".",    ":",   "``",   "''",  "$"};

// Dependency relations with the subtypes of the English treebanks.
enum class Deprel : std::uint8_t {
  Root,
  Acl,
  AclRelcl,
  Advcl,
  AdvclRelcl,
  Advmod,
  AdvmodEmph,
  Amod,
  Appos,
  Aux,
  AuxPass,
  Case,
  Cc,
  CcPreconj,
  Ccomp,
  Clf,
  Compound,
  CompoundPrt,
  Conj,
  Cop,
  Csubj,
  CsubjOuter,
  CsubjPass,
  Dep,
  Det,
  DetPredet,
  Discourse,
  Dislocated,
  Expl,
  Fixed,
  Flat,
  FlatForeign,
  FlatName,
  Goeswith,
  Iobj,
  List,
  Mark,
  Nmod,
  NmodDesc,
  NmodNpmod,
  NmodPoss,
  NmodTmod,
  NmodUnmarked,
  Nsubj,
  NsubjOuter,
  NsubjPass,
  Nummod,
  Obj,
  Obl,
  OblAgent,
  OblNpmod,
  OblTmod,
  OblUnmarked,
  Orphan,
  Parataxis,
  Punct,
  Reparandum,
  Vocative,
  Xcomp,
};
inline constexpr std::array<std::string_view, 59> kDeprelNames = {
    "root",          "acl",        "acl:relcl",   "advcl",        "advcl:relcl", "advmod",    "advmod:emph",
    "amod",          "appos",      "aux",         "aux:pass",     "case",        "cc",        "cc:preconj",
    "ccomp",         "clf",        "compound",    "compound:prt", "conj",        "cop",       "csubj",
    "csubj:outer",   "csubj:pass", "dep",         "det",          "det:predet",  "discourse", "dislocated",
    "expl",          "fixed",      "flat",        "flat:foreign", "flat:name",   "goeswith",  "iobj",
    "list",          "mark",       "nmod",        "nmod:desc",    "nmod:npmod",  "nmod:poss", "nmod:tmod",
    "nmod:unmarked", "nsubj",      "nsubj:outer", "nsubj:pass",   "nummod",      "obj",       "obl",
    "obl:agent",     "obl:npmod",  "obl:tmod",    "obl:unmarked", "orphan",      "parataxis", "punct",
    "reparandum",    "vocative",   "xcomp"};

[[nodiscard]] constexpr std::string_view name_of(Upos tag) {
  return kUposNames[static_cast<std::size_t>(tag)];
}
[[nodiscard]] constexpr std::string_view name_of(Xpos tag) {
  return kXposNames[static_cast<std::size_t>(tag)];
}
[[nodiscard]] constexpr std::string_view name_of(Deprel rel) {
  return kDeprelNames[static_cast<std::size_t>(rel)];
}
[[nodiscard]] std::optional<Upos> parse_upos(std::string_view text);
[[nodiscard]] std::optional<Xpos> parse_xpos(std::string_view text);
// An unknown subtype falls back to its universal relation ("obl:foo" is obl).
[[nodiscard]] std::optional<Deprel> parse_deprel(std::string_view text);

}  // namespace demarche::language
