#include "service/render/local_words.h"

#include "absl/strings/str_cat.h"

#include "service/render/phrase.h"

namespace izin {
namespace {

Phrase KindWords(v1::LocalLineKind kind) {
  switch (kind) {
    case v1::LOCAL_LINE_KIND_OFFICE:
      return {"Loket", "Counter"};
    case v1::LOCAL_LINE_KIND_ADDRESS:
      return {"Alamat", "Address"};
    case v1::LOCAL_LINE_KIND_HOURS:
      return {"Jam layanan", "Hours"};
    case v1::LOCAL_LINE_KIND_FEE:
      return {"Biaya", "Fee"};
    case v1::LOCAL_LINE_KIND_DOCUMENT:
      return {"Dokumen tambahan", "Document besides"};
    case v1::LOCAL_LINE_KIND_SERVICE_STANDARD:
      return {"Standar layanan kantor ini", "The office's own service standard"};
    case v1::LOCAL_LINE_KIND_LINK:
      return {"Keterangan lebih lanjut", "More"};
    default:
      return {"Keterangan", "Note"};
  }
}

}  // namespace

std::string LocalLineText(const v1::LocalLine& line, bool is_english) {
  const Phrase kind = KindWords(line.kind());
  std::string text =
      absl::StrCat(is_english ? kind.en : kind.id, ": ", line.text().title(), line.url());
  if (!line.text().detail().empty()) absl::StrAppend(&text, "; ", line.text().detail());
  return text;
}

std::string LocalMark(const v1::LocalLine& line, bool is_english) {
  const absl::string_view example =
      line.example() ? (is_english ? "invented example; " : "contoh rekaan; ") : "";
  return absl::StrCat(example,
                      is_english ? "local, not national law: " : "setempat, bukan hukum nasional: ",
                      line.source(), ", ", line.as_of());
}

}  // namespace izin
