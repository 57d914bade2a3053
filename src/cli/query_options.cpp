#include "query_options.hpp"

#include <algorithm>

namespace demarche::cli {

bool fits_between(const QueryOptions& options, PartyCode one, PartyCode other) {
  return std::all_of(options.between.begin(), options.between.end(),
                     [&](PartyCode asked) { return asked == one || asked == other; });
}

}  // namespace demarche::cli
