"""Package URLs, by which tools find out what is known of a package: https://github.com/package-url/purl-spec"""

from packageurl import PackageURL

from contents.model import Contents, Package


def package_url(package: Package, contents: Contents) -> PackageURL:
    """Returns the package URL. Scanners go by distro, the release, and by upstream, the source package, which Debian's
    security advisories are about."""
    source = package.source
    if source and package.source_version != package.version:
        source += f"@{package.source_version}"
    qualifiers = {"arch": package.architecture, "distro": f"{contents.distribution}-{contents.release}"}
    if source and source != package.name:
        qualifiers["upstream"] = source
    return PackageURL("deb", package.vendor, package.name, package.version, qualifiers)
