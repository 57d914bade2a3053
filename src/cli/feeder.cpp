#include "feeder.hpp"

#include <utility>

namespace demarche::cli {

Feeder::Feeder(DocumentStream& stream, Workers& workers, Wanted wanted) {
  thread_ = std::thread([this, &stream, &workers, wanted = std::move(wanted)] {
    while (auto document = stream.next()) {
      if (wanted && !wanted(*document)) continue;
      if (!workers.put(std::move(*document))) break;
    }
    workers.close();
    ended_.set_value();
  });
}

Feeder::~Feeder() {
  thread_.join();
}

bool Feeder::ends_within(std::chrono::milliseconds time) const {
  return end_.wait_for(time) == std::future_status::ready;
}

}  // namespace demarche::cli
