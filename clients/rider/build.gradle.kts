// For people with access to JetBrains' repositories: runs the plugin in a Rider and verifies it. This repository's CI does NOT run this build,
// it has no such access: see README.md. Needs Gradle 9 and a JDK 21.
plugins {
    java
    id("org.jetbrains.intellij.platform") version "2.20.1"
}

version = Regex("<Version>(.*?)</Version>").find(file("../../Directory.Build.props").readText())!!.groupValues[1]

repositories {
    mavenCentral()
    intellijPlatform { defaultRepositories() }
}

dependencies {
    implementation("com.google.code.gson:gson:2.10")
    intellijPlatform {
        // There is no installer of Rider for Gradle, only the archive.
        rider("2025.3") { useInstaller = false }
        pluginVerifier()
    }
}

java { toolchain { languageVersion = JavaLanguageVersion.of(21) } }

tasks.withType<JavaCompile>().configureEach { options.release = 17 }

// Without ide-compat: this platform has those classes itself.
sourceSets {
    main {
        java.setSrcDirs(listOf("core", "ide"))
        resources.setSrcDirs(listOf("resources"))
    }
    test { java.setSrcDirs(emptyList<String>()) }
}

intellijPlatform {
    buildSearchableOptions = false
    pluginConfiguration {
        version = project.version.toString()
        ideaVersion { sinceBuild = "233" }
    }
    pluginVerification { ides { recommended() } }
}
