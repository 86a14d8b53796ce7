# The Debian package: cpack --config build/release/CPackConfig.cmake -B FOLDER. Destinations are paths from the root, in a
# component of its own that `cmake --install` leaves out.
#
#   izin_package_file(<destination> <file>...)
#   izin_package_page(<destination> <name> COMMAND ... DEPENDS ...)
#   izin_package_manual(<program> <section>)
#   izin_package_completion(<shell> <destination> <file>)
include_guard(GLOBAL)

function(izin_package_file destination)
  install(FILES ${ARGN} DESTINATION ${destination} COMPONENT debian EXCLUDE_FROM_ALL)
endfunction()

# What a command writes to its standard output, compressed as Debian wants it, as NAME.gz of the package.
function(izin_package_page destination name)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "DEPENDS;COMMAND")
  set(page ${PROJECT_BINARY_DIR}/package/${name}.gz)
  string(JOIN " " command ${arg_COMMAND})
  add_custom_command(
    OUTPUT ${page}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/package
    COMMAND bash -c "set -o pipefail; ${command} | gzip -9n > ${page}"
    DEPENDS ${arg_DEPENDS}
    VERBATIM)
  set_property(TARGET izin_package_pages APPEND PROPERTY SOURCES ${page})
  izin_package_file(${destination} ${page})
endfunction()

# A manual page that help2man makes of a program's own help, of deploy/man/PROGRAM.h2m, and of the help of each of its
# commands.
function(izin_package_manual program section)
  set(man ${PROJECT_SOURCE_DIR}/deploy/man)
  set(more ${PROJECT_BINARY_DIR}/package/${program}.h2m)
  add_custom_command(
    OUTPUT ${more}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/package
    COMMAND python3 ${man}/commands.py $<TARGET_FILE:${program}> ${man}/${program}.h2m > ${more}
    DEPENDS ${program} ${man}/${program}.h2m ${man}/commands.py
    VERBATIM)
  izin_package_page(
    usr/share/man/man${section} ${program}.${section}
    COMMAND help2man --no-info --version-string ${PROJECT_VERSION} --section ${section} --include ${more}
            $<TARGET_FILE:${program}>
    DEPENDS ${program} ${more})
endfunction()

# The script by which a shell completes the command lines of izin, as <file> of the package.
function(izin_package_completion shell destination file)
  set(script ${PROJECT_BINARY_DIR}/package/${shell}/${file})
  add_custom_command(
    OUTPUT ${script}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/package/${shell}
    COMMAND izin completion ${shell} > ${script}
    DEPENDS izin
    VERBATIM)
  set_property(TARGET izin_package_pages APPEND PROPERTY SOURCES ${script})
  izin_package_file(${destination} ${script})
endfunction()

set(deploy ${PROJECT_SOURCE_DIR}/deploy)
# Installing never builds: a package is made of what was built and tested.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
add_custom_target(izin_package_pages ALL)
izin_package_manual(izin 1)
izin_package_manual(izind 8)
izin_package_completion(bash usr/share/bash-completion/completions izin)
izin_package_completion(zsh usr/share/zsh/vendor-completions _izin)
set(config ${PROJECT_SOURCE_DIR}/proto/izin/internal/config.proto)
izin_package_page(
  usr/share/man/man5 izind.textproto.5
  COMMAND python3 ${deploy}/man/config_page.py ${config}
  DEPENDS ${config} ${deploy}/man/config_page.py)
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(${deploy}/debian/changelog.in ${PROJECT_BINARY_DIR}/package/changelog @ONLY)
izin_package_page(usr/share/doc/izin changelog COMMAND cat ${PROJECT_BINARY_DIR}/package/changelog
                  DEPENDS ${PROJECT_BINARY_DIR}/package/changelog)
install(TARGETS izin izind RUNTIME DESTINATION usr/bin COMPONENT debian EXCLUDE_FROM_ALL)
izin_package_file(usr/lib/systemd/system ${deploy}/systemd/izind.service)
# The same for further servers of one machine: izind@2.
install(
  FILES ${deploy}/systemd/izind.service
  DESTINATION usr/lib/systemd/system
  RENAME izind@.service
  COMPONENT debian EXCLUDE_FROM_ALL)
izin_package_file(etc/izin ${deploy}/debian/izind.textproto)
install(
  FILES ${deploy}/debian/izin.logrotate
  DESTINATION etc/logrotate.d
  RENAME izin
  COMPONENT debian EXCLUDE_FROM_ALL)
izin_package_file(usr/share/doc/izin ${deploy}/debian/copyright ${deploy}/OPERATIONS.md ${deploy}/SECURITY.md
                  ${PROJECT_SOURCE_DIR}/CHANGELOG.md)
izin_package_file(usr/share/izin ${PROJECT_SOURCE_DIR}/service/server/access/roles.textproto)
izin_package_file(usr/share/izin/haproxy ${deploy}/haproxy/izin.cfg)
izin_package_file(usr/share/izin/prometheus ${deploy}/prometheus/izin.rules.yml)
file(GLOB playbooks CONFIGURE_DEPENDS ${deploy}/playbooks/*.md)
izin_package_file(usr/share/doc/izin/playbooks ${playbooks})
izin_package_file(usr/share/izin/grafana ${deploy}/grafana/izin.json)
# The list of what the programs are made of, out of the build as it is when they are packed.
set(sbom ${PROJECT_BINARY_DIR}/package/izin.spdx.json)
install(
  CODE "execute_process(
    COMMAND python3 ${deploy}/sbom/sbom.py ${PROJECT_BINARY_DIR} ${PROJECT_VERSION}
            $<TARGET_FILE:izind> $<TARGET_FILE:izin>
    OUTPUT_FILE ${sbom} COMMAND_ERROR_IS_FATAL ANY)"
  COMPONENT debian EXCLUDE_FROM_ALL)
izin_package_file(usr/share/doc/izin ${sbom})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME izin)
set(CPACK_PACKAGE_VENDOR "The makers of Izin")
set(CPACK_PACKAGE_CONTACT "The makers of Izin <maintainers@izin.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "classification of business activities by Indonesia's OSS licensing rules")
set(CPACK_PACKAGE_DESCRIPTION
    "Which risk level, which permits, which commitments a business activity has:
izind answers over gRPC, izin on the command line. The rules of PP 28/2025
and PP 24/2018 are built in.")
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "haproxy, logrotate")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${deploy}/debian/conffiles ${deploy}/debian/postinst ${deploy}/debian/postrm
                                       ${deploy}/debian/prerm)
include(CPack)
