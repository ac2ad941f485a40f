# `cmake --install`: libraries, headers, programs of study/, the studies that ship, a CMake package and
# pkg-config files. Components: libraries, development, programs. The target `installed` builds them.
include(CMakePackageConfigHelpers)

# Until version 1.0 a minor release may change the binary interface, from then on a major one.
string(REGEX REPLACE "^(0\\.[0-9]+|[0-9]+).*" "\\1" waku_abi ${waku_version})

set(waku_targets ns3-waku)
set_target_properties(ns3-waku PROPERTIES EXPORT_NAME waku)
if(TARGET ns3-waku-study)
  list(APPEND waku_targets ns3-waku-study)
  set_target_properties(ns3-waku-study PROPERTIES EXPORT_NAME study)
endif()
foreach(target IN LISTS waku_targets)
  get_target_property(name ${target} EXPORT_NAME)
  add_library(waku::${name} ALIAS ${target})
  target_compile_features(${target} INTERFACE cxx_std_17)
  target_include_directories(
    ${target} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/waku>
  )
  # A library that is not where the loader looks finds those beside it.
  set_target_properties(
    ${target} PROPERTIES VERSION ${waku_version} SOVERSION ${waku_abi} INSTALL_RPATH "$ORIGIN"
  )
endforeach()
add_custom_target(installed DEPENDS ${waku_targets})
install(
  TARGETS ${waku_targets}
  EXPORT waku-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libraries NAMELINK_COMPONENT development
)

# Headers are in one folder, as in an ns-3 tree, but in one of the module's own.
set(waku_installed_headers ${waku_headers} model/waku-compatibility.h)
set(waku_module_headers waku)
if(TARGET ns3-waku-study)
  list(APPEND waku_installed_headers ${waku_study_headers})
  list(APPEND waku_module_headers waku-study)
endif()
foreach(header IN LISTS waku_installed_headers)
  install(FILES ${waku_dir}/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/waku/ns3
          COMPONENT development)
endforeach()
foreach(module IN LISTS waku_module_headers)
  install(FILES ${waku_include_dir}/ns3/${module}-module.h
          DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/waku/ns3 COMPONENT development)
endforeach()

# find_package(waku)
set(waku_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/waku)
configure_file(${waku_dir}/cmake/waku-config.cmake.in ${CMAKE_BINARY_DIR}/waku-config.cmake @ONLY)
write_basic_package_version_file(
  ${CMAKE_BINARY_DIR}/waku-config-version.cmake VERSION ${waku_version}
  COMPATIBILITY SameMinorVersion
)
install(EXPORT waku-targets NAMESPACE waku:: DESTINATION ${waku_package_dir} COMPONENT development)
install(
  FILES ${CMAKE_BINARY_DIR}/waku-config.cmake ${CMAKE_BINARY_DIR}/waku-config-version.cmake
        ${waku_dir}/cmake/waku-dependencies.cmake ${waku_dir}/cmake/waku-installed-ns3.cmake
  DESTINATION ${waku_package_dir} COMPONENT development
)

# pkg-config: waku, and waku-study. Their folders are relative to the files, so that a folder can be moved.
file(RELATIVE_PATH waku_pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH waku_pc_include ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
# Debian's files for ns-3 name libraries that libns3-dev does not pull in, so they are not required there.
list(TRANSFORM waku_ns3_libraries REPLACE "^lib" "ns3-" OUTPUT_VARIABLE waku_pc_requires)
set(waku_pc_libs)
set(waku_pc_cflags)
if(waku_ns3_by_name)
  get_filename_component(waku_pc_libs ${NS3_core_LIBRARY} DIRECTORY)
  set(waku_pc_libs "-L${waku_pc_libs};${waku_pc_requires}")
  list(TRANSFORM waku_pc_libs REPLACE "^ns3" "-lns3")
  if(NOT NS3_INCLUDE_DIR STREQUAL "/usr/include")
    set(waku_pc_cflags "-I${NS3_INCLUDE_DIR}")
  endif()
  set(waku_pc_requires)
endif()
list(JOIN waku_pc_libs " " waku_pc_libs)
list(JOIN waku_pc_requires " " waku_pc_requires)
foreach(module IN LISTS waku_module_headers)
  set(waku_pc_name ${module})
  set(waku_pc_description "Waku, Whisper and pss for ns-3")
  if(module STREQUAL waku-study)
    set(waku_pc_description "Studies with the waku module for ns-3")
    set(waku_pc_requires "waku yaml-cpp sqlite3")
    set(waku_pc_libs)
  endif()
  configure_file(${waku_dir}/cmake/waku.pc.in ${CMAKE_BINARY_DIR}/${module}.pc @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/${module}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
          COMPONENT development)
endforeach()

if(TARGET ns3-waku-study)
  install(DIRECTORY ${waku_dir}/study/studies DESTINATION ${CMAKE_INSTALL_DATADIR}/waku
          COMPONENT programs)
  file(RELATIVE_PATH waku_lib_of_bin ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  foreach(source IN LISTS waku_study_programs)
    if(source MATCHES "/study/programs/")
      get_filename_component(program ${source} NAME_WE)
      set_target_properties(${program} PROPERTIES INSTALL_RPATH "$ORIGIN/${waku_lib_of_bin}")
      add_dependencies(installed ${program})
      install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT programs)
    endif()
  endforeach()
endif()
install(DIRECTORY ${waku_dir}/doc/wireshark DESTINATION ${CMAKE_INSTALL_DATADIR}/waku
        COMPONENT programs FILES_MATCHING PATTERN "*.lua")
