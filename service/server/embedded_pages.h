// The pages compiled into the server: openapi.json and, where npm gave it, its browsable page.

#ifndef IZIN_SERVICE_SERVER_EMBEDDED_PAGES_H_
#define IZIN_SERVICE_SERVER_EMBEDDED_PAGES_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

struct EmbeddedPage {
  absl::string_view path;  // "/openapi.json"
  absl::string_view content_type;
  absl::string_view gzip;  // the content, packed
};

// Static data. The order says nothing.
std::vector<EmbeddedPage> EmbeddedPages();

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_EMBEDDED_PAGES_H_
