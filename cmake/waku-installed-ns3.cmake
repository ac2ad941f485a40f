# Finds an installed ns-3 and sets waku_ns3_targets.
#
# Debian's ns3Config.cmake stops the configuration unless the separate package of ns-3's programs is
# installed, and names include folders that libns3-dev does not pull in. So the libraries are looked
# up by name first; find_package(ns3) serves every other installation (set ns3_DIR or
# CMAKE_PREFIX_PATH to prefer it).
set(waku_ns3_targets)

function(waku_find_ns3_by_name)
  find_path(NS3_INCLUDE_DIR ns3/core-module.h)
  if(NOT NS3_INCLUDE_DIR)
    return()
  endif()
  set(targets)
  foreach(library IN LISTS waku_ns3_libraries)
    string(REGEX REPLACE "^lib" "" library ${library})
    find_library(NS3_${library}_LIBRARY ns3-${library})
    if(NOT NS3_${library}_LIBRARY)
      return()
    endif()
    add_library(waku-ns3::${library} SHARED IMPORTED)
    set_target_properties(
      waku-ns3::${library} PROPERTIES IMPORTED_LOCATION ${NS3_${library}_LIBRARY}
                                      INTERFACE_INCLUDE_DIRECTORIES ${NS3_INCLUDE_DIR}
    )
    list(APPEND targets waku-ns3::${library})
  endforeach()
  set(waku_ns3_targets ${targets} PARENT_SCOPE)
endfunction()

# The package of an installed waku says how ns-3 was found when it was built.
if(waku_ns3_by_name OR (NOT DEFINED waku_ns3_by_name AND NOT ns3_DIR AND NOT CMAKE_PREFIX_PATH))
  waku_find_ns3_by_name()
endif()
if(waku_ns3_targets)
  set(waku_ns3_by_name TRUE)
else()
  set(waku_ns3_by_name FALSE)
  find_package(ns3 QUIET)
  if(NOT ns3_FOUND)
    message(FATAL_ERROR "waku needs an installed ns-3 (libns3-dev). ./quickstart installs it.")
  endif()
  foreach(library IN LISTS waku_ns3_libraries)
    list(APPEND waku_ns3_targets ns3::${library})
  endforeach()
endif()
