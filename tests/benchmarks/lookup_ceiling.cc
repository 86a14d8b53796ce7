// The most that one core can do for the plain form of a registry: four columns, an index, and no
// question asked about the bytes. What `izin lookup` is divided by.
//
//   lookup_ceiling codes KBLI.tsv                a row of each code, scale and location, with the
//                                                key as its id
//   lookup_ceiling gen N KBLI.tsv                N rows of such activities at random
//   lookup_ceiling gen-ndjson N KBLI.tsv         the same rows as NDJSON
//   lookup_ceiling run ANSWERS IN OUT            joins by ANSWERS, what was written of `codes`
//   lookup_ceiling run-ndjson ANSWERS IN OUT     the same of NDJSON
//
// `run` takes for granted that lines have four columns, no quotes and known words; it reads into
// one buffer, finds marks 64 bytes at a time, and copies a fixed size behind each id. `run-ndjson`
// takes lines of the one layout that `gen-ndjson` writes.

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace izin {
namespace {

constexpr const char* kScales[] = {"micro", "small", "medium", "large"};
constexpr const char* kPlaces[] = {"land", "sea", "forest"};
constexpr absl::string_view kHead = "business_id,kbli_code,scale,locations\n";
// What stands before the id, the code, the scale and the location of a line of NDJSON, and behind.
constexpr absl::string_view kBefore[] = {R"({"businessId":")", R"(","activity":{"kbliCode":")",
                                         R"(","scale":")", R"(","locations":[")"};
constexpr absl::string_view kBehind = "\"]}}\n";
constexpr std::size_t kRead = std::size_t{256} << 10;
constexpr std::size_t kWrite = std::size_t{1} << 20;
constexpr std::size_t kTail = 96;

std::vector<std::string> CodesOf(const char* path) {
  std::ifstream in(path);
  std::vector<std::string> codes;
  for (std::string line; std::getline(in, line);) {
    const std::string code = line.substr(0, line.find('\t'));
    if (code.size() == 5) codes.push_back(code);
  }
  return codes;
}

int WriteCodes(const char* kbli) {
  std::cout << kHead;
  for (const std::string& code : CodesOf(kbli)) {
    for (const char* scale : kScales) {
      for (const char* place : kPlaces)
        std::cout << code << ":" << scale << ":" << place << "," << code << "," << scale << ","
                  << place << "\n";
    }
  }
  return 0;
}

int Generate(std::int64_t rows, const char* kbli, bool is_json) {
  const std::vector<std::string> codes = CodesOf(kbli);
  std::mt19937 random(5);
  if (!is_json) std::cout << kHead;
  std::string out;
  for (std::int64_t i = 0; i < rows; ++i) {
    const std::string id = absl::StrCat("B", absl::StrCat(1'000'000'000 + i).substr(1));
    const std::string& code = codes[random() % codes.size()];
    const char* const scale = kScales[random() % 4];
    const auto drawn = random() % 10;
    const char* const place = kPlaces[drawn < 8 ? 0 : drawn - 7];
    if (is_json) {
      absl::StrAppend(&out, kBefore[0], id, kBefore[1], code, kBefore[2], scale, kBefore[3]);
      absl::StrAppend(&out, place, kBehind);
    } else {
      absl::StrAppend(&out, id, ",", code, ",", scale, ",", place, "\n");
    }
    if (out.size() < kWrite) continue;
    std::cout << out;
    out.clear();
  }
  std::cout << out;
  return 0;
}

struct Tail {
  std::array<char, kTail> text{};
  std::uint32_t size = 0;
};

class Ceiling {
 public:
  bool ReadAnswers(const char* path) {
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    tails_.resize(1);
    rows_.resize(100'000);
    cells_.resize(12);
    while (std::getline(in, line)) {
      const std::size_t comma = line.find(',');
      const std::string key = line.substr(0, comma);
      const std::string text = line.substr(comma) + "\n";
      if (key.size() < 8 || text.size() > kTail) return false;
      std::uint32_t code = 0;
      if (!absl::SimpleAtoi(key.substr(0, 5), &code)) return false;
      if (rows_[code] == 0) {
        rows_[code] = static_cast<std::uint16_t>(cells_.size() / 12);
        cells_.resize(cells_.size() + 12);
      }
      const std::size_t colon = key.find(':', 6);
      const std::size_t cell = rows_[code] * std::size_t{12} + ScaleOf(key.data() + 6) * 3 +
                               PlaceOf(key.data() + colon + 1);
      cells_[cell] = static_cast<std::uint32_t>(tails_.size());
      Tail& tail = tails_.emplace_back();
      std::memcpy(tail.text.data(), text.data(), text.size());
      tail.size = static_cast<std::uint32_t>(text.size());
    }
    return true;
  }

  int Run(const char* in_path, const char* out_path, bool is_json) {
    in_ = ::open(in_path, O_RDONLY);
    out_ = ::open(out_path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (in_ < 0 || out_ < 0) return 3;
    std::vector<char> buffer(kRead + 64);
    written_.resize(kWrite + kRead);
    Append("business_id,outcome,risk_level,permits\n");
    std::size_t have = 0;
    bool is_head = !is_json;
    for (;;) {
      const ssize_t got = ::read(in_, buffer.data() + have, kRead - have);
      if (got <= 0) break;
      have += static_cast<std::size_t>(got);
      std::size_t begin = is_head ? kHead.size() : 0;
      is_head = false;
      const char* const from = buffer.data() + begin;
      begin += is_json ? ProcessJson(from, have - begin) : Process(from, have - begin);
      std::memmove(buffer.data(), buffer.data() + begin, have - begin);
      have -= begin;
    }
    return Flush() ? 0 : 3;
  }

 private:
  static std::size_t ScaleOf(const char* text) {
    return text[0] == 's' ? 1 : text[0] == 'l' ? 3 : text[1] == 'i' ? 0 : 2;
  }
  static std::size_t PlaceOf(const char* text) {
    return text[0] == 'l' ? 0 : text[0] == 's' ? 1 : 2;
  }

  bool Flush() {
    for (std::size_t at = 0; at < size_;) {
      const ssize_t wrote = ::write(out_, written_.data() + at, size_ - at);
      if (wrote <= 0) return false;
      at += static_cast<std::size_t>(wrote);
    }
    size_ = 0;
    return true;
  }
  void Append(absl::string_view text) {
    std::memcpy(written_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }

  void Line(const char* line, const std::uint32_t* marks) {
    Write(absl::string_view(line, marks[0]), line + marks[0] + 1, line + marks[1] + 1,
          line + marks[2] + 1);
  }

  void Write(absl::string_view id, const char* digits, const char* scale, const char* place) {
    std::uint32_t code = 0;
    for (int i = 0; i < 5; ++i) code = code * 10 + static_cast<std::uint32_t>(digits[i] - '0');
    const std::size_t cell =
        rows_[code % 100'000] * std::size_t{12} + ScaleOf(scale) * 3 + PlaceOf(place);
    const Tail& tail = tails_[cells_[cell]];
    char* at = written_.data() + size_;
    std::memcpy(at, id.data(), 16);
    std::memcpy(at + id.size(), tail.text.data(), kTail);
    size_ += id.size() + tail.size;
    if (size_ >= kWrite) Flush();
  }

  // The text behind `before`, up to the next quote; `at` moves to that. Null for another layout.
  static const char* Text(absl::string_view before, const char*& at, const char* end) {
    if (static_cast<std::size_t>(end - at) < before.size() ||
        std::memcmp(at, before.data(), before.size()) != 0)
      return nullptr;
    const char* const text = at + before.size();
    at = static_cast<const char*>(std::memchr(text, '"', static_cast<std::size_t>(end - text)));
    return at == nullptr ? nullptr : text;
  }

  std::size_t ProcessJson(const char* text, std::size_t size) {
    const char* at = text;
    for (const char* const end = text + size; at < end;) {
      const auto* const newline =
          static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
      if (newline == nullptr) break;
      const char* id_end = at;
      const char* const id = Text(kBefore[0], id_end, newline);
      const char* rest = id_end;
      const char* const code = id == nullptr ? nullptr : Text(kBefore[1], rest, newline);
      const char* const scale = code == nullptr ? nullptr : Text(kBefore[2], rest, newline);
      const char* const place = scale == nullptr ? nullptr : Text(kBefore[3], rest, newline);
      if (place == nullptr || newline + 1 - rest != static_cast<std::ptrdiff_t>(kBehind.size()))
        std::exit(3);
      Write(absl::string_view(id, static_cast<std::size_t>(id_end - id)), code, scale, place);
      at = newline + 1;
    }
    return static_cast<std::size_t>(at - text);
  }

#if defined(__x86_64__)
  __attribute__((target("avx2"))) std::size_t Process(const char* text, std::size_t size) {
    const __m256i comma = _mm256_set1_epi8(',');
    const __m256i newline = _mm256_set1_epi8('\n');
    std::uint32_t marks[4] = {};
    std::size_t count = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < size; i += 64) {
      const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + i));
      const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + i + 32));
      const auto low = static_cast<std::uint32_t>(_mm256_movemask_epi8(
          _mm256_or_si256(_mm256_cmpeq_epi8(a, comma), _mm256_cmpeq_epi8(a, newline))));
      const auto high = static_cast<std::uint32_t>(_mm256_movemask_epi8(
          _mm256_or_si256(_mm256_cmpeq_epi8(b, comma), _mm256_cmpeq_epi8(b, newline))));
      std::uint64_t bits = low | static_cast<std::uint64_t>(high) << 32;
      if (size - i < 64) bits &= (std::uint64_t{1} << (size - i)) - 1;
      for (; bits != 0; bits &= bits - 1) {
        const std::size_t at = i + static_cast<std::size_t>(__builtin_ctzll(bits));
        if (text[at] != '\n') {
          marks[count & 3] = static_cast<std::uint32_t>(at - begin);
          ++count;
          continue;
        }
        Line(text + begin, marks);
        begin = at + 1;
        count = 0;
      }
    }
    return begin;
  }
#else
  std::size_t Process(const char* text, std::size_t size) {
    std::uint32_t marks[4] = {};
    std::size_t count = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < size; ++at) {
      if (text[at] == ',') marks[count++ & 3] = static_cast<std::uint32_t>(at - begin);
      if (text[at] != '\n') continue;
      Line(text + begin, marks);
      begin = at + 1;
      count = 0;
    }
    return begin;
  }
#endif

  int in_ = -1;
  int out_ = -1;
  std::vector<std::uint16_t> rows_;
  std::vector<std::uint32_t> cells_;
  std::vector<Tail> tails_;
  std::vector<char> written_;
  std::size_t size_ = 0;
};

int Main(int argc, char** argv) {
  const absl::string_view mode = argc > 1 ? argv[1] : "";
  std::int64_t rows = 0;
  if (mode == "codes" && argc == 3) return WriteCodes(argv[2]);
  const bool is_json = mode == "gen-ndjson" || mode == "run-ndjson";
  if ((mode == "gen" || mode == "gen-ndjson") && argc == 4 && absl::SimpleAtoi(argv[2], &rows))
    return Generate(rows, argv[3], is_json);
  if ((mode != "run" && mode != "run-ndjson") || argc != 5) return 2;
  Ceiling ceiling;
  return ceiling.ReadAnswers(argv[2]) ? ceiling.Run(argv[3], argv[4], is_json) : 2;
}

}  // namespace
}  // namespace izin

int main(int argc, char** argv) { return izin::Main(argc, argv); }
