// Gzip and plain text from hostile bytes. The bytes as they are, then packed by zlib: both ways must read the
// same, and the packed form cut anywhere must end in an error or in the same document, never in another.
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <demarche/base/utf8.hpp>
#include <demarche/formats/document_reader.hpp>
#include <vector>

namespace {

using namespace demarche;

void check(bool holds) {
  if (!holds) std::abort();
}

struct Outcome {
  std::vector<Document> documents;
  std::size_t errors = 0;
};

Outcome read(std::string_view bytes, InputFormat format) {
  ReadOptions options;
  options.format = format;
  Outcome out;
  auto reader = make_reader(memory_source(bytes), "input", options);
  if (!reader) {
    out.errors = 1;
    return out;
  }
  while (auto item = (*reader)->next()) {
    if (!*item) {
      ++out.errors;
      continue;
    }
    const Document& d = (*item)->document;
    check(!d.id.empty() && utf8::valid(d.title) && utf8::valid(d.text));
    out.documents.push_back(d);
  }
  return out;
}

std::string gzip(std::string_view bytes) {
  z_stream zlib{};
  check(deflateInit2(&zlib, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string input(bytes);
  std::string out(deflateBound(&zlib, static_cast<uLong>(input.size())) + 64, '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(input.data());
  zlib.avail_in = static_cast<uInt>(input.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  check(deflate(&zlib, Z_FINISH) == Z_STREAM_END);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

bool same(const Outcome& a, const Outcome& b) {
  return a.errors == b.errors && a.documents.size() == b.documents.size() &&
         std::equal(
             a.documents.begin(), a.documents.end(), b.documents.begin(),
             [](const Document& x, const Document& y) { return x.title == y.title && x.text == y.text; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Outcome plain = read(bytes, InputFormat::Plain);
  check(plain.documents.size() + plain.errors <= 1);
  (void)read(bytes, InputFormat::Auto);
  if (bytes.substr(0, 2) == "\x1f\x8b") return 0;  // packed once more it would be unpacked once only
  const std::string packed = gzip(bytes);
  check(same(plain, read(packed, InputFormat::Plain)));
  const std::size_t middle = size / 2;
  check(same(plain, read(gzip(bytes.substr(0, middle)) + gzip(bytes.substr(middle)), InputFormat::Plain)));
  if (size > 0) {
    const Outcome cut =
        read(std::string_view(packed).substr(0, 2 + data[0] % (packed.size() - 2)), InputFormat::Plain);
    check(cut.errors == 1 || same(plain, cut));
  }
  return 0;
}
