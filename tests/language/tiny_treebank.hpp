// A treebank of sentences written for the tests, in CoNLL-U, from a compact notation.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche::language {

// "form lemma UPOS XPOS head deprel" a word; words separated by '|', a trailing '_' on the form means
// SpaceAfter=No.
inline std::string conllu_sentence(std::string_view id, std::string_view words) {
  std::string out = "# sent_id = " + std::string(id) + "\n";
  std::size_t number = 0;
  while (!words.empty()) {
    const std::size_t bar = words.find('|');
    std::string word(words.substr(0, bar));
    words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
    std::string fields[6];
    std::size_t field = 0;
    for (const char c : word) {
      if (c == ' ') {
        if (!fields[field].empty() && field < 5) ++field;
      } else {
        fields[field] += c;
      }
    }
    const bool glued = fields[0].size() > 1 && fields[0].back() == '_';
    if (glued) fields[0].pop_back();
    out += std::to_string(++number) + "\t" + fields[0] + "\t" + fields[1] + "\t" + fields[2] + "\t" +
           fields[3] + "\t_\t" + fields[4] + "\t" + fields[5] + "\t_\t" + (glued ? "SpaceAfter=No" : "_") +
           "\n";
  }
  return out + "\n";
}

// Enough to learn that ministers meet and ports are closed. Every sentence occurs `times` times.
inline std::string tiny_treebank(std::size_t times = 6) {
  std::string out = "# newdoc id = news-tiny\n";
  for (std::size_t i = 0; i < times; ++i) {
    const std::string n = std::to_string(i);
    out += conllu_sentence("a" + n,
                           "The the DET DT 2 det|minister minister NOUN NN 3 nsubj|met meet VERB VBD 0 root|"
                           "the the DET DT 5 det|envoys envoy NOUN NNS 3 obj|in in ADP IN 7 case|"
                           "Strelsau_ Strelsau PROPN NNP 3 obl|. . PUNCT . 3 punct");
    out += conllu_sentence(
        "b" + n,
        "Ruritania Ruritania PROPN NNP 2 nsubj|closed close VERB VBD 0 root|its its PRON PRP$ 4 "
        "nmod:poss|ports port NOUN NNS 2 obj|on on ADP IN 6 case|Monday_ Monday PROPN NNP 2 obl|"
        ". . PUNCT . 2 punct");
    out += conllu_sentence(
        "c" + n,
        "Talks talk NOUN NNS 4 nsubj|have have AUX VBP 4 aux|been be AUX VBN 4 aux:pass|"
        "postponed_ postpone VERB VBN 0 root|, , PUNCT , 6 punct|said say VERB VBD 4 parataxis|"
        "Rudolf Rudolf PROPN NNP 6 nsubj|Rassendyll_ Rassendyll PROPN NNP 7 flat|. . PUNCT . 4 punct");
  }
  return out;
}

inline std::string tiny_entities(std::size_t times = 6) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    const std::string n = std::to_string(i);
    out += "# sent_id = a" + n +
           "\n1\tThe\tO\n2\tminister\tO\n3\tmet\tO\n4\tthe\tO\n5\tenvoys\tO\n6\tin\tO\n"
           "7\tStrelsau\tB-LOC\n8\t.\tO\n\n";
    out += "# sent_id = b" + n +
           "\n1\tRuritania\tB-LOC\n2\tclosed\tO\n3\tits\tO\n4\tports\tO\n5\ton\tO\n"
           "6\tMonday\tO\n7\t.\tO\n\n";
    out += "# sent_id = c" + n +
           "\n1\tTalks\tO\n2\thave\tO\n3\tbeen\tO\n4\tpostponed\tO\n5\t,\tO\n6\tsaid\tO\n"
           "7\tRudolf\tB-PER\n8\tRassendyll\tI-PER\n9\t.\tO\n\n";
  }
  return out;
}

}  // namespace demarche::language
