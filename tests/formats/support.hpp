// Shared by the tests of the room: readers over bytes in memory, gzip, a temporary folder.
#pragma once

#include <zlib.h>

#include <demarche/formats/document_reader.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace demarche::test {

struct Outcome {
  std::vector<ReadDocument> documents;
  std::vector<Error> errors;
  std::vector<Error> remarks;
};

inline Outcome read_all(std::string_view bytes, std::string name, const ReadOptions& options = {}) {
  Outcome out;
  auto reader = make_reader(memory_source(bytes), std::move(name), options);
  if (!reader) {
    out.errors.push_back(reader.error());
    return out;
  }
  for (;;) {
    auto item = (*reader)->next();
    if (auto remark = (*reader)->take_remark()) out.remarks.push_back(std::move(*remark));
    if (!item) return out;
    if (*item) {
      out.documents.push_back(std::move(**item));
    } else {
      out.errors.push_back((*item).error());
    }
  }
}

inline std::string gzip(std::string_view bytes) {
  z_stream zlib{};
  deflateInit2(&zlib, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string input(bytes);
  std::string out(deflateBound(&zlib, static_cast<uLong>(input.size())) + 64, '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(input.data());
  zlib.avail_in = static_cast<uInt>(input.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  deflate(&zlib, Z_FINISH);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() /
              ("demarche-formats-" + name + "-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string put(const std::string& name, std::string_view bytes) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    return file.string();
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace demarche::test
