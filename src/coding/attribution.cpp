#include <demarche/coding/attribution.hpp>

#include "analysis.hpp"

namespace demarche::coding {
namespace {

Span span_of(const Analysis& field, TokenIndex first, TokenIndex last) {
  return {field.offsets.code_points(field.text.tokens[first].begin),
          field.offsets.code_points(field.text.tokens[last].end)};
}

Attribution attribution_of(const Analysis& field, const Report& report) {
  Attribution out;
  out.field = field.field;
  out.source = span_of(field, report.phrase.first, report.phrase.last);
  out.source_head = span_of(field, report.source.head, report.source.head);
  out.source_text = report.source.text;
  out.name = report.source.name;
  if (report.source.side) out.party = report.source.side->party;
  out.kind = report.source.kind;
  out.cue = span_of(field, report.source.cue, report.source.cue);
  out.cue_text = field.tree.token(report.source.cue).form;
  for (const Tree::Range& range : report.content)
    out.content.push_back(span_of(field, range.first, range.last));
  out.depth = report.depth;
  out.in_chain = report.in_chain;
  return out;
}

}  // namespace

std::vector<Attribution> find_attributions(const Document& document, const knowledge::Knowledge& knowledge,
                                           const language::Chain& chain,
                                           language::Chain::Workspace& scratch) {
  Discourse discourse;
  discourse.knowledge = &knowledge;
  discourse.published = document.published_day();
  const auto analyse = [&](Field field, std::string_view source, language::Genre genre) {
    std::vector<Attribution> out;
    if (source.empty()) return out;
    const Analysis analysis(field, chain.analyse(source, genre, scratch), {}, discourse);
    for (const Report& report : analysis.speakers.reports()) out.push_back(attribution_of(analysis, report));
    return out;
  };
  // The body first, as in coding: it introduces by full name those whom the title names by surname.
  std::vector<Attribution> body = analyse(Field::Text, document.text, language::Genre::Body);
  std::vector<Attribution> out = analyse(Field::Title, document.title, language::Genre::Title);
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

}  // namespace demarche::coding
