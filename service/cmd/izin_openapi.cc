// izin-openapi: writes openapi.json from compiled protos. Runs during the build.

#include <fstream>
#include <iostream>
#include <string>

#include "google/protobuf/descriptor.pb.h"
#include <CLI/CLI.hpp>

#include "service/transport/openapi/openapi.h"

namespace {

constexpr int kUsage = 2;
constexpr int kFailure = 3;

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "izin-openapi: OpenAPI 3.1 of services that are called by the Connect protocol.\n"
      "Example: izin-openapi --protos izin_v1.binpb --package izin.v1 --output openapi.json");
  std::string protos;
  std::string package = "izin.v1";
  std::string version = "0";
  std::string output;
  app.add_option("--protos", protos, "FileDescriptorSet with imports and comments")->required();
  app.add_option("--package", package, "whose services are described [izin.v1]");
  app.add_option("--api-version", version, "version that the document tells [0]");
  app.add_option("--output", output, "file to write")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  google::protobuf::FileDescriptorSet files;
  std::ifstream in(protos, std::ios::binary);
  if (!in || !files.ParseFromIstream(&in)) {
    std::cerr << "izin-openapi: " << protos << ": no FileDescriptorSet\n";
    return kFailure;
  }
  const absl::StatusOr<std::string> document = izin::OpenApi(files, package, version);
  if (!document.ok()) {
    std::cerr << "izin-openapi: " << document.status().message() << "\n";
    return kFailure;
  }
  std::ofstream out(output, std::ios::binary);
  out << *document << "\n";
  out.flush();
  if (out) return 0;
  std::cerr << "izin-openapi: " << output << ": cannot be written\n";
  return kFailure;
}
