using System.Collections.Concurrent;
using System.Reflection.PortableExecutable;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;

/// <summary>
/// Referenced assemblies, each read once for all projects and only when a compilation needs it. A file that changed gets a new reference.
/// Safe to use from several threads.
/// </summary>
internal sealed class MetadataShelf
{
    private readonly ConcurrentDictionary<string, Entry> entries = new(FilePaths.Comparer);

    public PortableExecutableReference Get(string path, MetadataReferenceProperties properties)
    {
        var entry = this.entries.GetOrAdd(path, static path => new Entry(path, FileStamp.Of(path)));
        return entry.References.GetOrAdd(properties, properties => new LazyReference(entry, properties));
    }

    /// <summary>Forgets what lies below a directory and has been rebuilt since it was first referenced.</summary>
    /// <returns>Whether there was any; projects that use it must then be built again.</returns>
    public bool ForgetChanged(string directory)
    {
        var changed = this.entries.Where(entry => FilePaths.IsBelow(entry.Key, directory) && FileStamp.Of(entry.Key) != entry.Value.Stamp).ToArray();
        return changed.Count(entry => this.entries.TryRemove(entry)) > 0;
    }

    private sealed class Entry(string path, FileStamp stamp)
    {
        private readonly Lazy<AssemblyMetadata> metadata = new(() => Read(path));

        public string Path => path;

        public FileStamp Stamp => stamp;

        public ConcurrentDictionary<MetadataReferenceProperties, LazyReference> References { get; } = new();

        public AssemblyMetadata Metadata => this.metadata.Value;

        /// <summary>The whole image is taken into memory, so that a build may overwrite the file.</summary>
        private static AssemblyMetadata Read(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return AssemblyMetadata.CreateFromStream(stream, PEStreamOptions.PrefetchEntireImage);
        }
    }

    private sealed class LazyReference(Entry entry, MetadataReferenceProperties properties)
        : PortableExecutableReference(properties, entry.Path, DocumentationProvider.Default)
    {
        protected override DocumentationProvider CreateDocumentationProvider() => DocumentationProvider.Default;

        protected override Metadata GetMetadataImpl() => entry.Metadata;

        protected override PortableExecutableReference WithPropertiesImpl(MetadataReferenceProperties properties) =>
            entry.References.GetOrAdd(properties, properties => new LazyReference(entry, properties));
    }
}
