using System.Collections.Immutable;
using System.Security.Cryptography;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>
/// A file of the cache: "EALC", the build of this assembly that wrote it (only it reads it again), SHA-256 of the rest, and the rest.
/// </summary>
internal static class CacheFormat
{
    private const int HeaderLength = 4 + 16 + SHA256.HashSizeInBytes;

    private static readonly Guid Build = typeof(CacheFormat).Module.ModuleVersionId;

    public static byte[] Write(CachedSolution cached)
    {
        var writer = new CacheWriter();
        writer.Text(cached.Root);
        Write(writer, cached.Solution);
        writer.Long(cached.Inputs.Started.UtcTicks);
        writer.Text(cached.Inputs.Sdk);
        writer.Texts(cached.Inputs.SolutionFiles);
        writer.Each(cached.Inputs.PropertyNames, name => writer.Long(name));
        writer.Each(cached.Projects, project => Write(writer, project));
        writer.Each([.. cached.Stamps], stamp =>
        {
            writer.Text(stamp.Key);
            writer.Stamp(stamp.Value);
        });
        writer.Each(cached.Listing, listed =>
        {
            Write(writer, listed.Set);
            writer.Long((long)listed.Hash);
        });
        writer.Each(cached.Environment, value => writer.Number(value));
        writer.Long((long)cached.Installed);

        var body = writer.ToArray();
        return [.. "EALC"u8, .. Build.ToByteArray(), .. SHA256.HashData(body), .. body];
    }

    /// <exception cref="InvalidDataException">The bytes are not whole or were written by another build.</exception>
    public static CachedSolution Read(byte[] bytes)
    {
        if (bytes.Length < HeaderLength || !bytes.AsSpan().StartsWith("EALC"u8))
        {
            throw new InvalidDataException("not a stored load");
        }

        if (new Guid(bytes.AsSpan(4, 16)) != Build)
        {
            throw new InvalidDataException("stored by another version");
        }

        if (!SHA256.HashData(bytes.AsSpan(HeaderLength)).AsSpan().SequenceEqual(bytes.AsSpan(20, SHA256.HashSizeInBytes)))
        {
            throw new InvalidDataException("damaged");
        }

        var reader = new CacheReader(bytes, HeaderLength);
        var root = reader.Text();
        var solution = ReadSolution(reader);
        var inputs = new LoadInputs(new DateTimeOffset(reader.Long(), TimeSpan.Zero), reader.Text())
        {
            SolutionFiles = reader.Texts(),
            PropertyNames = reader.Each(static reader => (uint)reader.Long()),
        };
        return new CachedSolution(root, solution, inputs)
        {
            Projects = reader.Each(ReadProject),
            Stamps = ReadStamps(reader),
            Listing = reader.Each(static reader => new ListedSet(ReadSet(reader), (ulong)reader.Long())),
            Environment = reader.Each(static reader => (byte)reader.Number()),
            Installed = (ulong)reader.Long(),
        };
    }

    private static Dictionary<string, FileStamp> ReadStamps(CacheReader reader)
    {
        var stamps = new Dictionary<string, FileStamp>(ProjectPaths.Comparer);
        for (var left = reader.Number(); left > 0; left--)
        {
            stamps[reader.Text()] = reader.Stamp();
        }

        return stamps;
    }

    private static void Write(CacheWriter writer, LoadedSolution solution)
    {
        writer.Text(solution.Name);
        writer.Each(solution.Legs, leg => Write(writer, leg));
        writer.Each(solution.Uncovered, project =>
        {
            writer.Text(project.Path);
            writer.Text(project.Reason);
        });
        writer.Texts(solution.Warnings);
    }

    private static LoadedSolution ReadSolution(CacheReader reader) => new(reader.Text(), reader.Each(ReadLeg))
    {
        Uncovered = reader.Each(static reader => new UncoveredProject(reader.Text(), reader.Text())),
        Warnings = reader.Texts(),
    };

    private static void Write(CacheWriter writer, ProjectLeg leg)
    {
        writer.Text(leg.ProjectPath);
        writer.Text(leg.Name);
        writer.Text(leg.TargetFramework);
        writer.Text(leg.AssemblyName);
        writer.Text(leg.RootNamespace);
        writer.Texts(leg.OutputPaths);
        writer.Text(leg.ProjectAssetsFile);
        writer.Flag(leg.IsTestProject);
        writer.Flag(leg.HasDefaultItems);
        writer.Texts(leg.Packages);
        writer.Texts(leg.ProjectReferences);
        writer.Texts(leg.Arguments);
        writer.Text(leg.Degraded);
    }

    private static ProjectLeg ReadLeg(CacheReader reader) => new()
    {
        ProjectPath = reader.Text(),
        Name = reader.Text(),
        TargetFramework = reader.TextOrNull(),
        AssemblyName = reader.Text(),
        RootNamespace = reader.Text(),
        OutputPaths = reader.Texts(),
        ProjectAssetsFile = reader.TextOrNull(),
        IsTestProject = reader.Flag(),
        HasDefaultItems = reader.Flag(),
        Packages = reader.Texts(),
        ProjectReferences = reader.Texts(),
        Arguments = reader.Texts(),
        Degraded = reader.TextOrNull(),
    };

    private static void Write(CacheWriter writer, CachedProject project)
    {
        writer.Text(project.Inputs.ProjectPath);
        writer.Texts(project.Inputs.Files);
        writer.Texts(project.Inputs.Presence);
        writer.Each(project.Inputs.Sets, set => Write(writer, set));
        writer.Texts(project.Inputs.DependsOn);
        writer.Flag(project.Inputs.PatchesSources);
        writer.Texts(project.Inputs.NeverAdded);
        writer.Each(project.Present, writer.Flag);
        writer.Each(project.SetHashes, hash => writer.Long((long)hash));
    }

    private static CachedProject ReadProject(CacheReader reader) => new(
        new ProjectInputs(reader.Text())
        {
            Files = reader.Texts(),
            Presence = reader.Texts(),
            Sets = reader.Each(ReadSet),
            DependsOn = reader.Texts(),
            PatchesSources = reader.Flag(),
            NeverAdded = reader.Texts(),
        },
        reader.Each(static reader => reader.Flag()),
        reader.Each(static reader => (ulong)reader.Long()));

    private static void Write(CacheWriter writer, SourceSet set)
    {
        writer.Text(set.Directory);
        writer.Text(set.Extension);
    }

    private static SourceSet ReadSet(CacheReader reader) => new(reader.Text(), reader.Text());
}
