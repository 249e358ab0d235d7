import {
  FileSpreadsheet,
  FileText,
  FileType,
  Globe,
  Presentation,
  type LucideIcon,
} from 'lucide-react';

const icons: Readonly<Record<string, LucideIcon>> = {
  pdf: FileType,
  xlsx: FileSpreadsheet,
  csv: FileSpreadsheet,
  pptx: Presentation,
  html: Globe,
  htm: Globe,
};

export function FileIcon({ name }: { readonly name: string }) {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const Icon = icons[extension] ?? FileText;
  return <Icon size={18} strokeWidth={1.6} aria-hidden />;
}

export function Logo({ size = 24 }: { readonly size?: number }) {
  return <img src="/icon.svg" width={size} height={size} alt="" />;
}
